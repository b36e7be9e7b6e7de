import type { Plain, PlainMap } from '../edit/plain.ts'
import { explainHostLabel } from '../host-name.ts'
import { isName, nameLike, variablePattern } from '../names.ts'
import type { Imported } from './components.ts'
import { leaveOthers, listOf, mapOf, textOf, type Account } from './record.ts'

export type DeploymentsContext = {
  readonly project: string
  readonly components: ReadonlyMap<string, Imported>
  /** The single cluster of the file, which a deployment without one gets. */
  readonly defaultCluster: string | null
  readonly account: Account
  /** Text exactly as it was written, for values that YAML takes for numbers. */
  readonly written: (path: readonly string[]) => string | null
}

/** What stands at a component in a deployment of the older file. */
type Reference = { readonly image: string; readonly env: PlainMap; readonly path: readonly string[] }

export type ImportedDeployments = { readonly deployments: PlainMap; readonly images: ReadonlyMap<string, string> }

const known = [
  'name',
  'cluster',
  'namespace',
  'repository',
  'subdomain',
  'components',
  'clone-from',
  'force-clone',
  'configuration',
]

// The older platform started this image where none was named.
const usualImage = 'nginxdemos/hello'

/** The deployments, and the image that each component has by default: the first one that a deployment gives it. */
export function importDeployments(deployments: Plain | undefined, context: DeploymentsContext): ImportedDeployments {
  const images = new Map<string, string>()
  const result: Record<string, Plain> = {}
  listOf(deployments).forEach((entry, index) => {
    const path = ['deployments', String(index)]
    const map = mapOf(entry)
    const old = textOf(map['name'])
    const name = old === null || isName('deployment', old) ? old : nameLike(old, 30)
    if (name === null || name === '')
      return context.account.leave(path, 'The deployment has no name that could be kept.')
    if (Object.hasOwn(result, name)) return context.account.leave(path, 'A deployment of this name stands before it.')
    const note = old === name ? null : `"${old}" is no name any more; it is "${name}" now.`
    context.account.carry([...path, 'name'], ['deployments', name], note)
    result[name] = importDeployment(map, path, name, images, context)
  })
  return { deployments: result, images }
}

function importDeployment(
  map: PlainMap,
  path: readonly string[],
  name: string,
  images: Map<string, string>,
  context: DeploymentsContext,
): Plain {
  const { account, components } = context
  const cluster = importCluster(map, path, name, context)
  const references = importReferences(map['components'], path, name, context)
  const published = [...references.keys()].filter((component) => components.get(component)?.isPublished)
  const hosts = importHosts(map['subdomain'], path, name, published, context)
  leaveRest(map, path, account)
  const overrides = [...components].flatMap(([old, { name: component }]): readonly (readonly [string, Plain])[] => {
    const reference = references.get(old)
    if (reference === undefined) return [[component, { enabled: false }]]
    if (!images.has(old)) images.set(old, reference.image)
    const isOther = images.get(old) !== reference.image
    const host = hosts.components.get(old)
    const override = {
      ...(isOther && { image: reference.image }),
      ...(Object.keys(reference.env).length > 0 && { env: reference.env }),
      ...(host !== undefined && { host }),
    }
    return Object.keys(override).length === 0 ? [] : [[component, override]]
  })
  return {
    ...(cluster !== null && { cluster }),
    ...(hosts.own !== null && { host: hosts.own }),
    ...(overrides.length > 0 && { components: Object.fromEntries(overrides) }),
  }
}

function importCluster(
  map: PlainMap,
  path: readonly string[],
  name: string,
  { account, defaultCluster }: DeploymentsContext,
): string | null {
  const cluster = textOf(map['cluster'])
  if (cluster !== null) account.carry([...path, 'cluster'], ['deployments', name, 'cluster'])
  else if (defaultCluster !== null) {
    account.carry(
      ['clusters', '0'],
      ['deployments', name, 'cluster'],
      'The deployment named none, and the project has one.',
    )
  }
  return cluster ?? defaultCluster
}

function importReferences(
  list: Plain | undefined,
  path: readonly string[],
  name: string,
  context: DeploymentsContext,
): ReadonlyMap<string, Reference> {
  const { account, components } = context
  const references = new Map<string, Reference>()
  listOf(list).forEach((entry, index) => {
    const from = [...path, 'components', String(index)]
    const map = mapOf(entry)
    const old = textOf(map['reference']) ?? ''
    const component = components.get(old)
    if (component === undefined) return account.leave(from, 'There is no component of this name.')
    if (references.has(old)) return account.leave(from, 'The component stands in this deployment already.')
    const to = ['deployments', name, 'components', component.name]
    account.carry([...from, 'reference'], to)
    if (map['image'] === undefined)
      account.carry(
        from,
        ['components', component.name, 'image'],
        `No image was named, and the older platform took ${usualImage}.`,
      )
    else account.carry([...from, 'image'], ['components', component.name, 'image'])
    const env = importEnv(map['env-vars'], [...from, 'env-vars'], [...to, 'env'], context)
    leaveOthers(account, map, from, ['reference', 'image', 'env-vars'])
    references.set(old, { image: textOf(map['image']) ?? usualImage, env, path: from })
  })
  return references
}

function importEnv(
  env: Plain | undefined,
  path: readonly string[],
  to: readonly string[],
  { account, written }: DeploymentsContext,
): PlainMap {
  const kept = Object.entries(mapOf(env)).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    const from = [...path, key]
    const text = typeof value === 'string' ? value : (written(from) ?? textOf(value))
    if (!variablePattern.test(key)) {
      account.leave(from, 'It is no name of a variable: letters, digits and underscores, and no digit first.')
    } else if (text === null) account.leave(from, 'The value is no text.')
    else if (/^(base64\+)?age:|-----BEGIN AGE ENCRYPTED FILE-----/.test(text)) {
      account.leave(from, 'The value is sealed for the older platform and cannot be read. Set it again as a secret.')
    } else {
      account.carry(
        from,
        [...to, key],
        typeof value === 'string' ? null : 'The value is text now, exactly as it was written.',
      )
      return [[key, text.replace(/^plain:/, '')]]
    }
    return []
  })
  return Object.fromEntries(kept)
}

type Hosts = { readonly own: string | null; readonly components: ReadonlyMap<string, string> }

/** Every published component had an address of its own; now those of a deployment share one unless they say otherwise. */
function importHosts(
  subdomain: Plain | undefined,
  path: readonly string[],
  name: string,
  published: readonly string[],
  context: DeploymentsContext,
): Hosts {
  const { account, components, project } = context
  const from = [...path, 'subdomain']
  const text = textOf(subdomain)
  const label = text !== null && explainHostLabel(text) === null ? text : null
  if (subdomain !== undefined && label === null)
    account.leave(from, `${JSON.stringify(subdomain)} cannot be part of an address.`)
  const [first, ...others] = published
  if (label !== null && first === undefined) account.leave(from, 'No component of the deployment is published.')
  const carriedTo = (to: readonly string[], note: string | null) => {
    if (label !== null && first !== undefined) account.carry(from, to, note)
  }
  if (others.length === 0) {
    carriedTo(['deployments', name, 'host'], null)
    return { own: first === undefined ? null : label, components: new Map() }
  }
  const firstName = components.get(first ?? '')?.name ?? ''
  carriedTo(
    ['deployments', name, 'components', firstName, 'host'],
    'Every published component had this host; now the first one has it.',
  )
  const labels = published.flatMap((old): readonly (readonly [string, string])[] => {
    const { name: component, path: at } = components.get(old) ?? { name: old, path: [] }
    if (old === first && label !== null) return [[old, label]]
    const made = `${component}-${name}-${project}`
    if (old === first || explainHostLabel(made) !== null) return []
    account.carry(
      [...at, 'uses-services'],
      ['deployments', name, 'components', component, 'host'],
      'It keeps the address that it had.',
    )
    return [[old, made]]
  })
  return { own: null, components: new Map(labels) }
}

function leaveRest(map: PlainMap, path: readonly string[], account: Account): void {
  const reasons: Readonly<Record<string, string>> = {
    namespace: 'Namespaces follow from project and deployment.',
    repository: 'Manifests are applied, and no longer written to a repository.',
    'clone-from': 'Data is not cloned by the file. Bring it over once, by the tools of the service.',
    'force-clone': 'Data is not cloned by the file. Bring it over once, by the tools of the service.',
    configuration: 'The older platform wrote it for display. Variables in effect are in the live view.',
  }
  for (const [key, reason] of Object.entries(reasons)) {
    if (map[key] !== undefined) account.leave([...path, key], reason)
  }
  leaveOthers(account, map, path, known)
}
