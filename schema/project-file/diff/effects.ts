import { parseSecretKey } from '../../sealing/keys.ts'
import { hostClaims, hostKey } from '../host-claims.ts'
import type { ProjectFile } from '../model.ts'
import type { Place } from './compare.ts'
import { componentIn, type Pair } from './touched.ts'

/**
 * What a change does beyond itself, as far as the file alone tells: pods restart, data goes at once (DATA_LOSS) or
 * after the retention time (DATA_RETAINED), something can be reached from outside that could not be (EXPOSURE), an
 * address comes (NEW_ADDRESS) or goes (ADDRESS_LOST).
 */
export const effects = ['RESTART', 'DATA_LOSS', 'DATA_RETAINED', 'EXPOSURE', 'NEW_ADDRESS', 'ADDRESS_LOST'] as const
export type Effect = (typeof effects)[number]

// What pods hold or are told; the rest (replicas, egress, what runs before) changes without new pods.
const restarting: ReadonlySet<string> = new Set([
  'image',
  'command',
  'args',
  'env',
  'secrets',
  'uses',
  'mounts',
  'resources',
  'health',
  'ports',
  'writableRoot',
  'publish',
  'hosts',
])

/** The effects of one change in the deployments that it touches. */
export function effectsOf(place: Place, touched: readonly string[], pair: Pair): readonly Effect[] {
  return effects.filter((effect) => has[effect](place, touched, pair))
}

type Question = (place: Place, touched: readonly string[], pair: Pair) => boolean

const has: Readonly<Record<Effect, Question>> = {
  RESTART: ({ path }, touched, pair) => touched.some((deployment) => restarts(path, deployment, pair)),
  DATA_LOSS: (place, touched, pair) => losesData(place, touched, pair, 'delete'),
  DATA_RETAINED: (place, touched, pair) => losesData(place, touched, pair, 'retain'),
  EXPOSURE: (place, touched, pair) => exposesService(place, touched, pair) || exposesComponent(place, touched, pair),
  NEW_ADDRESS: ({ path }, touched, pair) =>
    isAboutAddresses(path) && touched.some((deployment) => gained(pair.before, pair.after, deployment)),
  ADDRESS_LOST: ({ path }, touched, pair) =>
    isAboutAddresses(path) && touched.some((deployment) => gained(pair.after, pair.before, deployment)),
}

function restarts(path: readonly string[], deployment: string, pair: Pair): boolean {
  const about = componentAndKey(path)
  if (about === null) return path[0] === 'deployments' && path[2] === 'hosts' && hasPublished(pair, deployment)
  const runs = [pair.before, pair.after].every((file) => componentIn(file, deployment, about.component) !== null)
  return runs && restarting.has(about.key)
}

function componentAndKey([section, first = '', second, third = '', fourth]: readonly string[]): {
  readonly component: string
  readonly key: string
} | null {
  if (section === 'components' && second !== undefined) return { component: first, key: second }
  if (section === 'deployments' && second === 'components' && fourth !== undefined)
    return { component: third, key: fourth }
  if (section !== 'sealed') return null
  const key = parseSecretKey(first)
  return key === null || key.type === 'registry' ? null : { component: key.component, key: 'secrets' }
}

function hasPublished({ before, after }: Pair, deployment: string): boolean {
  return [before, after].every((file) => file !== null && hostClaims(file, deployment).length > 0)
}

/** Data goes with a service, with the type of a service, and with a deployment. */
function losesData(place: Place, touched: readonly string[], pair: Pair, deletion: 'retain' | 'delete'): boolean {
  const { before } = pair
  const [section, name = '', key] = place.path
  if (before === null) return false
  if (section === 'services') {
    const goes = (place.kind === 'REMOVED' && key === undefined) || key === 'type'
    return goes && touched.some((deployment) => deletionOf(before, deployment, name, pair) === deletion)
  }
  const goes = section === 'deployments' && ((place.kind === 'REMOVED' && key === undefined) || key === 'cluster')
  return goes && Object.keys(before.services).some((service) => deletionOf(before, name, service, pair) === deletion)
}

function deletionOf(file: ProjectFile, deployment: string, name: string, { catalogue }: Pair): string | null {
  const service = Object.hasOwn(file.services, name) ? file.services[name] : undefined
  const declared = Object.hasOwn(file.deployments, deployment) ? file.deployments[deployment] : undefined
  if (service === undefined || declared === undefined || catalogue.get(service.type)?.data !== true) return null
  return (Object.hasOwn(declared.services, name) ? declared.services[name]?.deletion : null) ?? service.deletion
}

function exposesService({ path }: Place, touched: readonly string[], pair: Pair): boolean {
  const [section, first = '', second, third = ''] = path
  const service = section === 'services' ? first : section === 'deployments' && second === 'services' ? third : null
  const candidates = service === null ? [] : [service]
  const isNewDeployment = section === 'deployments' && second === undefined
  const names = isNewDeployment ? Object.keys(pair.after?.services ?? {}) : candidates
  return touched.some((deployment) =>
    names.some(
      (name) => isExposed(pair.after, deployment, name, pair) && !isExposed(pair.before, deployment, name, pair),
    ),
  )
}

function isExposed(file: ProjectFile | null, deployment: string, name: string, { catalogue }: Pair): boolean {
  const service = file !== null && Object.hasOwn(file.services, name) ? file.services[name] : undefined
  const declared =
    file !== null && Object.hasOwn(file.deployments, deployment) ? file.deployments[deployment] : undefined
  if (service === undefined || declared === undefined) return false
  const here = Object.hasOwn(declared.services, name) ? declared.services[name]?.settings : undefined
  return (catalogue.get(service.type)?.exposure({ ...service.settings, ...here }) ?? null) !== null
}

function exposesComponent({ path }: Place, touched: readonly string[], pair: Pair): boolean {
  if (!isAboutAddresses(path)) return false
  return touched.some((deployment) => {
    const old = new Set(publishedIn(pair.before, deployment))
    return publishedIn(pair.after, deployment).some((component) => !old.has(component))
  })
}

function publishedIn(file: ProjectFile | null, deployment: string): readonly string[] {
  return file === null ? [] : hostClaims(file, deployment).map(({ component, urlPath }) => `${component} ${urlPath}`)
}

function isAboutAddresses(path: readonly string[]): boolean {
  const [section, , key, , below] = path
  if (section === 'components') return key === undefined || key === 'publish'
  if (section !== 'deployments') return false
  if (key === undefined || key === 'hosts' || key === 'cluster') return true
  return key === 'components' && (below === undefined || below === 'enabled' || below === 'hosts')
}

/** True if a deployment has an address in the second file that it has not in the first. */
function gained(first: ProjectFile | null, second: ProjectFile | null, deployment: string): boolean {
  const old = new Set(addressesIn(first, deployment))
  return addressesIn(second, deployment).some((address) => !old.has(address))
}

function addressesIn(file: ProjectFile | null, deployment: string): readonly string[] {
  if (file === null) return []
  const cluster = Object.hasOwn(file.deployments, deployment) ? file.deployments[deployment]?.cluster : undefined
  return hostClaims(file, deployment).map((claim) => `${hostKey(claim, cluster ?? '')} ${claim.urlPath}`)
}
