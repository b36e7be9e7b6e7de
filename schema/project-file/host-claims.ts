import { hostWishes } from '../resolve/hosts.ts'
import type { HostWish } from '../spec/deployment-spec.ts'
import { effectiveComponents } from './effective.ts'
import type { Path } from './finding.ts'
import type { Host, ProjectFile } from './model.ts'

/** An address that a published component of a deployment asks for. */
export type HostClaim = {
  readonly component: string
  readonly wish: HostWish
  /** Path below the host, without a slash at its end. */
  readonly urlPath: string
  /** Where it stands in the project file; for a default address, where the component is published. */
  readonly path: Path
}

/** What the published components of a deployment claim, the default addresses included. */
export function hostClaims(file: ProjectFile, name: string): readonly HostClaim[] {
  const deployment = Object.hasOwn(file.deployments, name) ? file.deployments[name] : undefined
  if (deployment === undefined) return []
  return [...effectiveComponents(file, deployment)].flatMap(([component, { publish, hosts }]) => {
    if (publish === null) return []
    const isOwn = hosts.length > 0
    const written = isOwn ? hosts : deployment.hosts
    const base: Path = isOwn ? ['deployments', name, 'components', component] : ['deployments', name]
    const urlPath = publish.path.replace(/\/+$/, '')
    return hostWishes(file, name, component).map((wish) => ({
      component,
      wish,
      urlPath,
      path: pathOf(wish, base, written) ?? ['components', component, 'publish'],
    }))
  })
}

/** A text that is the same for two claims exactly if they are for the same host; labels count below their cluster. */
export function hostKey({ wish }: HostClaim, cluster: string): string {
  return wish.type === 'custom' ? `custom ${wish.host}` : `label ${cluster} ${wish.label}`
}

function pathOf(wish: HostWish, base: Path, written: readonly Host[]): Path | null {
  if (wish.type === 'default') return null
  if (wish.type === 'label') return [...base, 'host']
  const custom = written.flatMap((host) => (host.type === 'custom' ? [host.host] : []))
  return [...base, 'hosts', custom.indexOf(wish.host)]
}
