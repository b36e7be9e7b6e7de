import type { IdentityPort } from '../../../ports/identity.ts'
import type { Kind } from '../../../reconcile/kind.ts'
import type { Removal } from '../../instance.ts'
import { isOurs } from '../../instance.ts'
import { parseMarkEntries, type Owner } from '../../mark.ts'
import { planRealm, planRealmRemoval, realmAttributes, type ObservedRealm, type RealmAction } from './plan.ts'
import type { RealmWish } from './wish.ts'

/** The realm that a project's deployments in this cluster share. */
export function realmKind(
  port: IdentityPort,
  realm: string,
  owner: Owner,
  wish: RealmWish | null,
  removal: Pick<Removal, 'mode' | 'until'> | null,
): Kind<null, RealmWish, ObservedRealm, RealmAction> {
  return {
    name: 'realm',
    observe: () => observeRealm(port, realm, owner, wish),
    plan: (desired, observed) => {
      if (desired !== null) return planRealm(desired, observed)
      return removal === null ? [] : planRealmRemoval(realm, owner, removal, observed)
    },
    apply: (action) => applyRealm(port, owner, wish, action),
  }
}

async function observeRealm(
  port: IdentityPort,
  name: string,
  owner: Owner,
  wish: RealmWish | null,
): Promise<ObservedRealm | null> {
  const realm = await port.readRealm(name)
  if (realm === null) return null
  const mark = parseMarkEntries(realm.attributes ?? {})
  const nothing = { scopes: [], provider: null, flows: [], people: [], managers: [] }
  // Of a realm of others nothing more is asked; of one that goes nothing more is needed.
  if (wish === null || !isOurs(mark, owner)) return { realm, mark, ...nothing }
  const emails = wish.people.map(({ email }) => email)
  const [scopes, provider, flows, people, managers] = await Promise.all([
    port.readScopes(name),
    wish.provider === null ? null : port.readProvider(name, wish.provider.alias),
    wish.flows.length === 0 ? [] : port.readFlows(name),
    emails.length === 0 ? [] : port.findUsers(name, emails),
    port.readManagers(name),
  ])
  return { realm, mark, scopes, provider, flows, people, managers }
}

async function applyRealm(
  port: IdentityPort,
  owner: Owner,
  wish: RealmWish | null,
  action: RealmAction,
): Promise<void> {
  switch (action.type) {
    case 'disable-realm': {
      const seen = await port.readRealm(action.realm)
      const attributes = realmAttributes(owner, action.until, seen?.attributes)
      await port.updateRealm(action.realm, { enabled: false, attributes })
      return port.endSessions(action.realm)
    }
    case 'remove-realm':
      return port.removeRealm(action.realm)
    default:
      if (wish === null) throw new Error(`${action.type} without a wish`)
      return applyWish(port, wish, action)
  }
}

type WishAction = Exclude<RealmAction, { type: 'disable-realm' | 'remove-realm' }>

async function applyWish(port: IdentityPort, wish: RealmWish, action: WishAction): Promise<void> {
  switch (action.type) {
    case 'create-realm':
      return createRealm(port, wish)
    case 'update-realm': {
      const seen = await port.readRealm(action.realm)
      const attributes = realmAttributes(wish.owner, null, seen?.attributes)
      return port.updateRealm(action.realm, { ...wish.settings, attributes })
    }
    case 'put-scope':
      return port.putScope(action.realm, found(wish.scopes.find(({ name }) => name === action.scope)))
    case 'put-flow':
      return port.putFlow(action.realm, found(wish.flows.find(({ alias }) => alias === action.flow)))
    case 'put-provider':
      return port.putProvider(action.realm, found(wish.provider ?? undefined))
    case 'create-user':
      return createUser(port, wish, action.email)
    case 'set-manager':
      return setManager(port, action)
    default:
      return action satisfies never
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('an action names what is not wished')
  return value
}

function createRealm(
  port: IdentityPort,
  { realm, owner, settings, scopes, flows, provider }: RealmWish,
): Promise<void> {
  return port.createRealm({
    realm: { realm, ...settings, attributes: realmAttributes(owner, null) },
    scopes,
    flows,
    provider,
  })
}

/**
 * Members are verified by the platform that invited them. Without mail nobody has a password until an owner asks for
 * one (`resetSignIn`); nothing is set here that somebody would have to store.
 */
async function createUser(port: IdentityPort, { realm, sendsMail }: RealmWish, email: string): Promise<void> {
  await port.createUser(realm, {
    username: email,
    email,
    emailVerified: true,
    enabled: true,
    requiredActions: ['UPDATE_PASSWORD'],
  })
  if (!sendsMail) return
  const [user] = await port.findUsers(realm, [email])
  if (user !== undefined) await port.sendPasswordMail(realm, user.id)
}

async function setManager(
  port: IdentityPort,
  { realm, email, isManager }: Extract<RealmAction, { type: 'set-manager' }>,
): Promise<void> {
  const [user] = await port.findUsers(realm, [email])
  if (user !== undefined) await port.setManager(realm, user.id, isManager)
}
