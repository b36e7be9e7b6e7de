import { clientIdName, realmName } from '@operations-manager/schema/names/names.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { credentialStore } from '../../credentials/store.ts'
import type { IdentityPort } from '../../ports/identity.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { StepResult } from '../../reconcile/step.ts'
import { aComponent } from '../../reconcile/testing/builders.ts'
import { retentionDays, ServiceWorld } from '../testing/service-world.ts'
import type { IdentitySettings } from './realm/wish.ts'
import { singleSignOnService } from './service.ts'
import { sharedRealm } from './shared-realm.ts'

export type OpenedServer = {
  readonly port: IdentityPort
  readonly publicUrl: string
  readonly close: () => Promise<void>
}

const space = { domain: 'apps.example', scheme: 'https' } as const
const people = [
  { email: 'Alice@example.org', role: 'owner' as const },
  { email: 'bob@example.org', role: 'developer' as const },
]
const published = aComponent({
  publish: { port: 'http', path: '/', stripPath: false, hosts: [{ type: 'default', label: 'shop' }] },
})

/** A realm of its own with one client in it, as a project of one deployment has them; `close` leaves nothing. */
export async function aSignInWorld(open: () => Promise<OpenedServer>, over: Partial<IdentitySettings> = {}) {
  const { port, publicUrl, close } = await open()
  const world = await new ServiceWorld(
    'single-sign-on',
    { development: false, serviceAccount: false },
    { people, components: { web: published } },
  ).open()
  const settings: IdentitySettings = {
    publicUrl,
    workloadUrl: publicUrl,
    sharedRealm: null,
    mail: null,
    provider: null,
    ...over,
  }
  const { project, cluster } = world.ref
  const realm = realmName({ project, cluster })
  const service = (identity = port, kubernetes: KubernetesPort = world.kubernetes) =>
    singleSignOnService({ port: identity, credentials: credentialStore(kubernetes) }, 'test', settings, space)
  const kindOver = (identity: IdentityPort) =>
    sharedRealm({ port: identity, installation: 'test', cluster, settings, space, retentionDays })
  const wish = (over: Partial<Wish> = {}): Wish => {
    const target = world.wish(over)
    if (target.type !== 'wish') throw new Error('a wish is no removal')
    return target.wish
  }
  const context = { now: () => new Date(), attempt: 1 }
  const runRealm = (users: readonly Wish[] = [wish()], identity = port): Promise<StepResult> =>
    kindOver(identity).bind(project, users, [], context).run()
  const removeRealm = (deletion: 'retain' | 'delete' = 'retain', identity = port): Promise<StepResult> => {
    const target = world.removal({ deletion: { it: deletion } })
    if (target.type === 'wish') throw new Error('a removal is no wish')
    return kindOver(identity)
      .bind(project, [], [{ tombstone: target.tombstone, spec: target.spec }], context)
      .run()
  }
  return {
    port,
    world,
    service,
    realm,
    runRealm,
    removeRealm,
    wish,
    clientId: clientIdName(world.name),
    settings,
    close: async () => {
      world.close()
      await port.removeRealm(realm)
      await close()
    },
  }
}
