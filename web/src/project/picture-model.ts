import type { ProjectPageQuery, ProjectViewFragment } from '../../generated/graph.ts'
import type { Health, PictureDeployment, PictureModel } from './picture/model.ts'

type Deployment = ProjectViewFragment['deployments'][number]
type Told = { readonly ready: (ready: number, desired: number) => string }

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
    note:
      component.desired === null || component.ready === null ? null : told.ready(component.ready, component.desired),
  }))
  const services = project.services.map(({ name }) => ({
    kind: 'service' as const,
    name,
    health: serviceHealth(health),
    note: null,
  }))
  return { name: deployment.name, cluster: deployment.cluster.name, health, parts: [...components, ...services] }
}

/** A component is as its pods are; without a report about them nothing is known. */
export function componentHealth(
  { desired, ready }: Pick<Deployment['components'][number], 'desired' | 'ready'>,
  deployment: Health,
): Health {
  if (deployment === 'REMOVING') return 'REMOVING'
  if (desired === null || ready === null) return deployment === 'PROGRESSING' ? 'PROGRESSING' : 'UNKNOWN'
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
