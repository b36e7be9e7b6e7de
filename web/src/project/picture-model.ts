import type { ProjectPageQuery, ProjectViewFragment } from '../../generated/graph.ts'
import type { Health, PictureDeployment, PictureModel } from './picture/model.ts'

type Deployment = ProjectViewFragment['deployments'][number]
type Told = {
  readonly ready: (ready: number, desired: number) => string
  /** Pods are ready, but of the version before. */
  readonly older: string
}

/** What the picture shows of a project, as its clusters last reported. */
export function pictureModel(
  project: ProjectViewFragment,
  serviceTypes: ProjectPageQuery['serviceTypes'],
  lookedAt: string | null,
  told: Told,
): PictureModel {
  const titles = new Map(serviceTypes.map(({ name, title }) => [name, title]))
  const there = project.deployments.filter(({ name }) => lookedAt === null || name === lookedAt)
  return {
    components: project.components.map(({ name, image, ports, publish, replicas }) => ({
      name,
      image,
      ports: ports.map(({ port }) => port),
      address: onlyAddress(there, name),
      isPublished: publish !== null,
      replicas,
    })),
    services: project.services.map(({ name, type }) => ({ name, type, title: titles.get(type) ?? type })),
    bindings: project.bindings.map(({ component, service }) => ({ component, service: service.name })),
    calls: project.components.flatMap(({ name, calls }) => calls.map((to) => ({ from: name, to }))),
    deployments: project.deployments.map((deployment) => deploymentOf(project, deployment, told)),
    lookedAt: project.deployments.some(({ name }) => name === lookedAt) ? lookedAt : null,
  }
}

function deploymentOf(project: ProjectViewFragment, deployment: Deployment, told: Told): PictureDeployment {
  const { health } = deployment.status
  const components = deployment.components.map((component) => ({
    kind: 'component' as const,
    name: component.name,
    health: componentHealth(component, health),
    note: noteOf(component, health, told),
  }))
  const services = project.services.map(({ name }) => ({
    kind: 'service' as const,
    name,
    health: serviceHealth(health),
    note: null,
  }))
  return { name: deployment.name, cluster: deployment.cluster.name, health, parts: [...components, ...services] }
}

type Pods = Pick<Deployment['components'][number], 'desired' | 'ready' | 'digest'>

function noteOf(pods: Pods, deployment: Health, told: Told): string | null {
  const { desired, ready } = pods
  if (desired === null || ready === null) return null
  return runsOlder(pods, deployment) ? told.older : told.ready(ready, desired)
}

/** Ready pods and none of the version that is wished: those of the one before go on while the new one does not come up. */
function runsOlder({ desired, ready, digest }: Pods, deployment: Health): boolean {
  const isBroken = deployment === 'DEGRADED' || deployment === 'FAILED'
  return isBroken && digest === null && ready !== null && desired !== null && desired > 0 && ready >= desired
}

/** A component is as its pods are; without a report about them nothing is known. */
export function componentHealth(pods: Pods, deployment: Health): Health {
  const { desired, ready } = pods
  if (deployment === 'REMOVING') return 'REMOVING'
  if (desired === null || ready === null) return deployment === 'PROGRESSING' ? 'PROGRESSING' : 'UNKNOWN'
  if (runsOlder(pods, deployment)) return 'DEGRADED'
  if (ready >= desired) return 'READY'
  if (deployment === 'PROGRESSING') return 'PROGRESSING'
  return ready === 0 ? 'FAILED' : 'DEGRADED'
}

/** Clusters report services only as a part of the whole: what works as a whole has working services. */
export function serviceHealth(deployment: Health): Health {
  switch (deployment) {
    case 'READY':
    case 'PROGRESSING':
    case 'REMOVING':
      return deployment
    case 'UNKNOWN':
    case 'DEGRADED':
    case 'FAILED':
      return 'UNKNOWN'
    default:
      return deployment satisfies never
  }
}

function onlyAddress(deployments: readonly Deployment[], component: string): string | null {
  const urls = deployments.flatMap(({ addresses }) =>
    addresses.flatMap((address) => (address.component === component && address.url !== null ? [address.url] : [])),
  )
  return urls.length === 1 ? (urls[0] ?? null) : null
}
