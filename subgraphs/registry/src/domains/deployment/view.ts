import type { Address, DeployedComponent, DeploymentStatus } from '@operations-manager/schema/generated/registry.ts'
import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentModel } from '@operations-manager/schema/registry/models.ts'
import { urlOf } from '@operations-manager/schema/resolve/hosts.ts'

/** How a deployment is, by what its cluster last reported. */
export function statusOf(deployment: DeploymentModel, clusterIsAway: boolean): DeploymentStatus {
  const { status } = deployment
  if (status === null) {
    const headline = deployment.wished ? 'Its cluster has not reported yet.' : 'Its removal is on its way.'
    const health = deployment.wished ? 'UNKNOWN' : 'REMOVING'
    return {
      headline,
      health,
      since: null,
      observedAt: null,
      generation: null,
      isCurrent: false,
      isStale: clusterIsAway,
    }
  }
  const { headline, health, since, observedAt, generation } = status
  return {
    headline,
    health,
    since,
    observedAt,
    generation,
    isCurrent: generation === deployment.generation,
    isStale: clusterIsAway,
  }
}

/** What runs: what is wished, beside what the cluster last reported. */
export function deployedComponents({ spec, status }: DeploymentModel): DeployedComponent[] {
  return Object.entries(spec.components).map(([name, component]) => {
    const reported = status?.components[name]
    return {
      name,
      image: component.image,
      replicas: component.replicas,
      desired: reported?.desired ?? null,
      ready: reported?.ready ?? null,
      reportedImage: reported?.image ?? null,
      digest: reported?.digest ?? null,
    }
  })
}

const kinds = { default: 'DEFAULT', label: 'LABEL', custom: 'CUSTOM' } as const

/** Every address that is asked for, with its state, and those that still work though nobody asks for them any more. */
export function addressesOf({ spec, status }: DeploymentModel, profile: ClusterProfile | null): Address[] {
  const reported = status?.addresses ?? []
  const asked = Object.entries(spec.components).flatMap(([component, { publish }]) =>
    (publish?.hosts ?? []).map((host): Address => {
      const url =
        profile === null ? null : `${urlOf(host, profile)}${publish?.path === '/' ? '' : (publish?.path ?? '')}`
      const report = reported.find((each) => each.component === component && url !== null && sameAddress(each.url, url))
      const state = report?.state ?? 'PENDING'
      const message = report?.message ?? 'Its cluster has not reported about it yet.'
      return { component, url: report?.url ?? url, kind: kinds[host.type], state, message }
    }),
  )
  const left = reported.filter(({ url }) => !asked.some((address) => address.url === url))
  return [
    ...asked,
    ...left.map(({ component, url, kind, state, message }) => ({ component, url, kind, state, message })),
  ]
}

function sameAddress(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '')
}
