const root = [
  'apiVersion',
  'name',
  'displayName',
  'description',
  'members',
  'registries',
  'services',
  'components',
  'deployments',
  'sealed',
]
const component = [
  'enabled',
  'image',
  'port',
  'ports',
  'command',
  'args',
  'before',
  'publish',
  'uses',
  'mounts',
  'env',
  'secrets',
  'egress',
  'health',
  'resources',
  'replicas',
  'autoscale',
  'host',
  'hosts',
  'writableRoot',
]
const deployment = ['cluster', 'host', 'hosts', 'services', 'components']

/** Where people look for a key among those beside it; what has no place of its own comes last. */
export function rankOf(path: readonly string[]): number {
  const order = orderAt(path)
  const rank = order.indexOf(path.at(-1) ?? '')
  return rank < 0 ? order.length : rank
}

function orderAt(path: readonly string[]): readonly string[] {
  const [map] = path
  if (path.length === 1) return root
  if (path.length === 3 && map === 'components') return component
  if (path.length === 3 && map === 'deployments') return deployment
  return path.length === 5 && map === 'deployments' && path[2] === 'components' ? component : []
}
