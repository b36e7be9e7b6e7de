import { hostLabel } from '../names/names.ts'
import type { ProjectFile } from '../project-file/model.ts'
import type { HostWish } from '../spec/deployment-spec.ts'

/**
 * The addresses that a published component asks for in a deployment, the chosen one (label or default) first.
 * What stands under the component replaces what stands under the deployment as a whole. Without a label the default
 * address is among them, also beside custom hosts, so that one address works while those are pending.
 */
export function hostWishes(file: ProjectFile, deployment: string, component: string): readonly HostWish[] {
  const declared = file.deployments[deployment]
  const own = declared?.components[component]?.hosts ?? []
  const wishes = own.length > 0 ? own : (declared?.hosts ?? [])
  const hasLabel = wishes.some(({ type }) => type === 'label')
  const first: HostWish = { type: 'default', label: hostLabel({ project: file.name, deployment }) }
  return hasLabel ? wishes.toSorted(byType) : [first, ...wishes]
}

function byType(a: HostWish, b: HostWish): number {
  return Number(a.type === 'custom') - Number(b.type === 'custom')
}

/** The part of a cluster's profile that addresses are made of. */
export type AddressSpace = {
  readonly domain: string
  readonly scheme: 'http' | 'https'
  /** Where the ingress listens, if not on the scheme's own port. */
  readonly publicPort?: number | null | undefined
}

/** The whole host name of a wish in a cluster. */
export function hostOf(wish: HostWish, { domain }: AddressSpace): string {
  return wish.type === 'custom' ? wish.host : `${wish.label}.${domain}`
}

/** The address of a wish as people open it, without a path. */
export function urlOf(wish: HostWish, space: AddressSpace): string {
  const port = typeof space.publicPort === 'number' ? `:${space.publicPort}` : ''
  return `${space.scheme}://${hostOf(wish, space)}${port}`
}

/** The address that `PUBLIC_HOST` tells: the first custom host if there is one, since that is what people are to use. */
export function publicAddress(hosts: readonly HostWish[], space: AddressSpace): string | null {
  const wish = hosts.find(({ type }) => type === 'custom') ?? hosts[0]
  return wish === undefined ? null : urlOf(wish, space)
}
