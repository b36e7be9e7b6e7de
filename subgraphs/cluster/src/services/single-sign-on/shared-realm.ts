import type { AddressSpace } from '@operations-manager/schema/resolve/hosts.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { SharedKind, SharedRemoval } from '../../reconcile/shared-units.ts'
import type { StatusPart } from '../../reconcile/step.ts'
import { removalUnder, type Removal } from '../instance.ts'
import type { Owner } from '../mark.ts'
import { clientsOf, singleSignOn } from './client/wish.ts'
import type { IdentityDeps } from './deps.ts'
import { realmKind } from './realm/kind.ts'
import type { ObservedRealm } from './realm/plan.ts'
import { realmOf, realmWish, type IdentitySettings } from './realm/wish.ts'

export type SharedRealmDeps = Pick<IdentityDeps, 'port'> & {
  readonly installation: string
  readonly cluster: string
  readonly settings: IdentitySettings
  /** Where addresses of deployments are, to which people return. */
  readonly space: AddressSpace
  readonly retentionDays: number
}

/** The realm of a project: wished while any deployment uses it, gone under the tombstone that took the last of them. */
export function sharedRealm(deps: SharedRealmDeps): SharedKind {
  const { port, installation, cluster, settings, space, retentionDays } = deps
  return {
    bind: (project, users, removals) => {
      const isShared = settings.sharedRealm !== null
      // One realm for all projects belongs to the cluster, and no project's removal takes it.
      const owner: Owner = { installation, cluster, project: isShared ? '' : project, deployment: '', service: '' }
      const realm = realmOf(project, cluster, settings)
      const clients = clientsOf(users, installation, settings, space)
      const wish = users.length > 0 ? realmWish(settings, owner, users, clients) : null
      const removal = wish === null && !isShared ? removalOfRealm(removals, retentionDays) : null
      return bindStep({
        backend: 'identity',
        kind: realmKind(port, realm, owner, wish, removal),
        id: null,
        desired: () => wish,
        ...(removal !== null && {
          status: (observed: ObservedRealm | null) => retainedOf(realm, removals, observed),
        }),
      })
    },
  }
}

/** It is kept unless every service that goes says that nothing of it is to be. */
function removalOfRealm(removals: readonly SharedRemoval[], retentionDays: number): Removal | null {
  const all = removals.flatMap((removal) =>
    servicesOf(removal).map((service) => removalUnder(removal, service, retentionDays)),
  )
  return all.find(({ mode }) => mode === 'retain') ?? all[0] ?? null
}

function servicesOf({ tombstone, spec }: SharedRemoval): readonly string[] {
  return Object.entries(spec.services).flatMap(([name, { type }]) =>
    type === singleSignOn && (tombstone.service === null || tombstone.service === name) ? name : [],
  )
}

function retainedOf(realm: string, removals: readonly SharedRemoval[], observed: ObservedRealm | null): StatusPart {
  const until = observed?.mark?.retainedUntil
  const service = removals.flatMap(servicesOf)[0]
  return {
    retained: until == null || service === undefined ? [] : [{ service, type: singleSignOn, name: realm, until }],
  }
}
