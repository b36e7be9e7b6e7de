const inComponent = new Set([
  'ports',
  'env',
  'uses',
  'secrets',
  'mounts',
  'egress',
  'resources',
  'health',
  'command',
  'args',
  'before',
])
const inDeployment = new Set(['hosts', 'services', 'components'])
const inOverride = new Set([...inComponent, 'hosts'])

/**
 * True if a map or list at this path means nothing once it is empty, so it goes with its last entry. `publish: {}` means
 * something, and so does an entry under `components`; the sections of the file stay as a place to write in.
 */
export function vanishesEmpty(path: readonly string[]): boolean {
  const [map, , key = '', , below = ''] = path
  if (path.length === 1) return map === 'sealed' || map === 'registries'
  if (map === 'components') {
    if (path.length === 3) return inComponent.has(key)
    return path.length === 5 && key === 'uses' && below === 'as'
  }
  if (map !== 'deployments') return false
  if (path.length === 3) return inDeployment.has(key)
  if (path.length === 4) return key === 'components' || key === 'services'
  return path.length === 5 && key === 'components' && inOverride.has(below)
}
