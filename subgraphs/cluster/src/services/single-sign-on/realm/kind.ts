import type { IdentityPort, NewUser } from '../../../ports/identity.ts'
import type { Kind } from '../../../reconcile/kind.ts'
import type { Removal } from '../../instance.ts'
import { isOurs } from '../../instance.ts'
import { parseMarkEntries, type Owner } from '../../mark.ts'
import {
  planRealm,
  planRealmRemoval,
  realmAttributes,
  setPassword,
  type ObservedRealm,
  type RealmAction,
} from './plan.ts'
import type { RealmWish } from './wish.ts'

/** The realm that a project's deployments in this cluster share. */
export function realmKind(
  port: IdentityPort,
  realm: string,
  owner: Owner,
  wish: RealmWish | null,
  removal: Pick<Removal, 'mode' | 'until'> | null,
): Kind<null, RealmWish, ObservedRealm, RealmAction> {
  let isMade = false
  return {
    name: 'realm',
    observe: () => observeRealm(port, realm, owner, wish, isMade),
    plan: (desired, observed) => {
      if (desired !== null) return planRealm(desired, observed)
      return removal === null ? [] : planRealmRemoval(realm, owner, removal, observed)
    },
    apply: async (action) => {
      await applyRealm(port, owner, wish, action)
      isMade = action.type === 'create-realm'
    },
  }
}

/** `isMade`: this run has just made it, so that all of it may be asked for side by side. */
async function observeRealm(
  port: IdentityPort,
  name: string,
  owner: Owner,
  wish: RealmWish | null,
  isMade: boolean,
): Promise<ObservedRealm | null> {
  const [realm, early] = await Promise.all([
    port.readRealm(name),
    isMade && wish !== null ? readParts(port, name, wish) : null,
  ])
  if (realm === null) return null
  const mark = parseMarkEntries(realm.attributes ?? {})
  // Of a realm of others nothing more is asked; of one that goes nothing more is needed.
  if (wish === null || !isOurs(mark, owner)) return { realm, mark, ...noParts }
  return { realm, mark, ...(early ?? (await readParts(port, name, wish))) }
}

type Parts = Omit<ObservedRealm, 'realm' | 'mark'>
const noParts: Parts = { scopes: [], profile: {}, provider: null, flows: [], people: [], managers: [] }

async function readParts(port: IdentityPort, name: string, wish: RealmWish): Promise<Parts> {
  const emails = wish.people.map(({ email }) => email)
  const [scopes, profile, provider, flows, people, managers] = await Promise.all([
    port.readScopes(name),
    port.readProfile(name),
    wish.provider === null ? null : port.readProvider(name, wish.provider.alias),
    Promise.all(wish.flows.map(({ alias }) => port.readFlow(name, alias))),
    emails.length === 0 ? [] : port.findUsers(name, emails),
    emails.length === 0 ? [] : port.readManagers(name),
  ])
  return { scopes, profile, provider, flows: flows.filter((flow) => flow !== null), people, managers }
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
      await port.updateRealm(action.realm, { enabled: false })
      await port.endSessions(action.realm)
      // Said last: until it is, a removal that was interrupted begins again.
      return port.updateRealm(action.realm, { attributes: realmAttributes(owner, action.until, seen?.attributes) })
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
    case 'put-profile':
      return port.putProfile(action.realm, wish.profile)
    case 'put-flow':
      return port.putFlow(action.realm, found(wish.flows.find(({ alias }) => alias === action.flow)))
    case 'put-provider':
      return port.putProvider(action.realm, found(wish.provider ?? undefined))
    case 'create-user':
      return port.createUser(action.realm, newUser(action.email, wish))
    case 'invite-user':
      await port.sendPasswordMail(action.realm, action.id)
      return port.updateUser(action.realm, action.id, { emailVerified: true })
    case 'set-manager':
      return port.setManager(action.realm, action.id, action.isManager)
    default:
      return action satisfies never
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('an action names what is not wished')
  return value
}

/** Everything at once, the people and the clients of all that use it as well: a call more is the time of a call more. */
function createRealm(port: IdentityPort, wish: RealmWish): Promise<void> {
  const { realm, owner, settings, scopes, profile, flows, provider, people, clients } = wish
  return port.createRealm({
    realm: { realm, ...settings, attributes: realmAttributes(owner, null) },
    scopes,
    profile,
    flows,
    provider,
    users: people.map(({ email, isOwner }) => ({ ...newUser(email, wish), isManager: isOwner })),
    clients,
  })
}

/**
 * Members are verified by the platform that invited them, and with mail once they were sent a link. Without mail nobody
 * has a password until an owner asks for one (`resetSignIn`); nothing is set here that somebody would have to store.
 */
function newUser(email: string, { sendsMail }: RealmWish): NewUser {
  return {
    username: email,
    email,
    emailVerified: !sendsMail,
    enabled: true,
    requiredActions: [setPassword],
  }
}
