import { isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import type { EditorSourcesFragment } from '../../../generated/graph.ts'
import { valueAt, type Path } from '../document/value.ts'

type Sources = Pick<EditorSourcesFragment, 'serviceTypes' | 'clusters'>
type Availability = EditorSourcesFragment['serviceTypes'][number]['availability']

/** What a cluster allows for a number, at most. */
export type Limit = { readonly cluster: string; readonly maximum: number }

/** What could stand at a place, as the catalogue, the clusters and the file itself know it; empty where anything may. */
export function proposalsFor(path: Path, value: Plain, sources: Sources): readonly string[] {
  const [section, name = '', key, below] = path
  if (section === 'components' && key === 'publish' && below === 'port') {
    const ports = valueAt(value, [section, name, 'ports'])
    return isPlainMap(ports) ? Object.keys(ports) : []
  }
  const setting = settingAt(path)
  if (setting === null) return []
  const choices = offersOf(path, value, sources).flatMap(({ choices }) => choices)
  return [...new Set(choices.filter((one) => one.name === setting).flatMap(({ values }) => values))].toSorted()
}

/** The limits of the clusters in which the service of a setting runs. */
export function limitsFor(path: Path, value: Plain, sources: Sources): readonly Limit[] {
  const setting = settingAt(path)
  if (setting === null) {
    if (path[0] !== 'components' || path[2] !== 'replicas') return []
    const used = clustersIn(value)
    return sources.clusters.flatMap(({ name, profile }) =>
      profile === null || !used.includes(name) ? [] : [{ cluster: name, maximum: profile.maximumReplicas }],
    )
  }
  return offersOf(path, value, sources).flatMap(({ cluster, limits }) =>
    limits.filter(({ name }) => name === setting).map(({ maximum }) => ({ cluster, maximum })),
  )
}

/** The services of a file that can be mounted as a folder. */
export function mountable(value: Plain, { serviceTypes }: Sources): readonly string[] {
  const services = valueAt(value, ['services'])
  if (!isPlainMap(services)) return []
  const types = new Set(serviceTypes.filter(({ isMounted }) => isMounted).map(({ name }) => name))
  return Object.keys(services).filter((name) => types.has(typeOf(value, name)))
}

/** The type of a service, as the file says it. */
export function typeOf(value: Plain, service: string): string {
  const type = valueAt(value, ['services', service, 'type'])
  return typeof type === 'string' ? type : ''
}

function settingAt(path: Path): string | null {
  if (path[0] === 'services') return path[2] ?? null
  return path[0] === 'deployments' && path[2] === 'services' ? (path[4] ?? null) : null
}

function offersOf(path: Path, value: Plain, { serviceTypes }: Sources): Availability {
  const isOverride = path[0] === 'deployments'
  const type = typeOf(value, (isOverride ? path[3] : path[1]) ?? '')
  const found = serviceTypes.find(({ name }) => name === type)?.availability ?? []
  const used = isOverride ? clustersIn(value, path[1]) : clustersIn(value)
  const there = found.filter(({ cluster }) => used.includes(cluster))
  return there.length === 0 ? found : there
}

function clustersIn(value: Plain, deployment?: string): readonly string[] {
  const deployments = valueAt(value, ['deployments'])
  if (!isPlainMap(deployments)) return []
  return Object.keys(deployments)
    .filter((name) => deployment === undefined || name === deployment)
    .map((name) => valueAt(deployments, [name, 'cluster']))
    .filter((cluster) => typeof cluster === 'string')
}
