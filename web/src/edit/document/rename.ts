import { keyText } from '@operations-manager/schema/project-file/edit/render.ts'
import { readYaml } from '@operations-manager/schema/project-file/yaml/read-yaml.ts'
import { formatSecretKey, parseSecretKey, type SecretKey } from '@operations-manager/schema/sealing/keys.ts'
import { isScalar, type Node, type Scalar } from 'yaml'
import type { Edited } from './document.ts'
import { childrenAt, keyAt, nodeAt } from './nodes.ts'
import type { Path } from './value.ts'

/** Something that gets another name: an entry of a map by its path, or an entry of a list of names. */
type Rename = { readonly path: Path; readonly from: string; readonly to: string }

/**
 * Gives a thing another name, there and wherever the file names it, in the keys of sealed values too; null if the file
 * cannot be read, or names it in a way that cannot be changed in place.
 */
export function renamed(text: string, path: Path, to: string): Edited {
  const root = readYaml(text).file?.root ?? null
  const at = keyAt(root, path) ?? nodeAt(root, path)
  if (root === null || !isScalar(at)) return null
  const rename = { path, from: String(at.value), to }
  const spots = [{ spot: at, by: to }, ...references(root, rename).map((spot) => ({ spot, by: to }))]
  return [...spots, ...sealed(root, rename)]
    .flatMap(({ spot: { range }, by }) => (range ? [{ start: range[0], end: range[1], by }] : []))
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, { start, end, by }) => now.slice(0, start) + keyText(by) + now.slice(end), text)
}

/** Where else a file names a component or a service. */
function references(root: Node, { path, from }: Rename): readonly Scalar[] {
  const [section = ''] = path
  if (path.length !== 2 || (section !== 'components' && section !== 'services')) return []
  const inDeployments = childrenAt(root, ['deployments']).map(([, one]) => keyAt(one, [section, from]))
  const components = childrenAt(root, ['components']).map(([, one]) => one)
  const uses = components.flatMap((one) => childrenAt(one, ['uses']).map(([, use]) => use))
  const word = section === 'services' ? 'service' : 'component'
  const named = uses.map((use) => {
    if (section === 'services' && isScalar(use)) return use
    return childrenAt(use, []).find(([key]) => key === word)?.[1] ?? null
  })
  const inUses = named.map((node) => (isScalar(node) && node.value === from ? node : null))
  const mounts = section === 'services' ? components.map((one) => keyAt(one, ['mounts', from])) : []
  return [...inDeployments, ...inUses, ...mounts].filter((spot) => spot !== null)
}

function sealed(root: Node, rename: Rename): readonly { readonly spot: Scalar; readonly by: string }[] {
  return childrenAt(root, ['sealed']).flatMap(([text]) => {
    const key = parseSecretKey(text)
    const next = key === null ? null : keyAfter(key, rename)
    const spot = keyAt(root, ['sealed', text])
    return next === null || spot === null ? [] : [{ spot, by: formatSecretKey(next) }]
  })
}

/** The key of a sealed value after something got another name; null where that is not about it. */
function keyAfter(key: SecretKey, { path, from, to }: Rename): SecretKey | null {
  const [section, owner, list] = path
  if (section === 'components' && key.type !== 'registry') {
    if (list === 'secrets') return key.component === owner && key.name === from ? { ...key, name: to } : null
    return path.length === 2 && key.component === from ? { ...key, component: to } : null
  }
  if (path.length !== 2) return null
  if (section === 'deployments' && key.type === 'deployment') {
    return key.deployment === from ? { ...key, deployment: to } : null
  }
  return section === 'registries' && key.type === 'registry' && key.registry === from ? { ...key, registry: to } : null
}
