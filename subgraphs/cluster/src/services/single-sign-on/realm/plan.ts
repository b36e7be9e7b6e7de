import type {
  FlowRepresentation,
  Manager,
  ProfileRepresentation,
  ProviderRepresentation,
  RealmRepresentation,
  ScopeRepresentation,
  UserRepresentation,
} from '../../../ports/identity.ts'
import { isOurs, refuseForeign, type Removal } from '../../instance.ts'
import { isMarkKey, markEntries, type Mark, type Owner } from '../../mark.ts'
import { differences } from '../difference.ts'
import type { RealmWish } from './wish.ts'

/** What somebody without a password has to do first. */
export const setPassword = 'UPDATE_PASSWORD'

export type ObservedRealm = {
  readonly realm: RealmRepresentation
  readonly mark: Mark | null
  readonly scopes: readonly ScopeRepresentation[]
  readonly profile: ProfileRepresentation
  readonly provider: ProviderRepresentation | null
  readonly flows: readonly FlowRepresentation[]
  /** The wished people that are users already. */
  readonly people: readonly UserRepresentation[]
  readonly managers: readonly Manager[]
}

export type RealmAction =
  | { readonly type: 'create-realm'; readonly realm: string }
  | { readonly type: 'update-realm'; readonly realm: string; readonly changes: readonly string[] }
  | { readonly type: 'put-scope'; readonly realm: string; readonly scope: string }
  | { readonly type: 'put-profile'; readonly realm: string; readonly changes: readonly string[] }
  | { readonly type: 'put-flow'; readonly realm: string; readonly flow: string }
  | { readonly type: 'put-provider'; readonly realm: string; readonly provider: string }
  | { readonly type: 'create-user'; readonly realm: string; readonly email: string }
  | { readonly type: 'invite-user'; readonly realm: string; readonly id: string; readonly email: string }
  | {
      readonly type: 'set-manager'
      readonly realm: string
      readonly id: string
      readonly email: string
      readonly isManager: boolean
    }
  | { readonly type: 'disable-realm'; readonly realm: string; readonly until: string }
  | { readonly type: 'remove-realm'; readonly realm: string }

/** The custom attributes of a realm of ours: others' stay as they are. */
export function realmAttributes(
  owner: Owner,
  retainedUntil: string | null,
  seen: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const others = Object.entries(seen).filter(([key]) => !isMarkKey(key))
  return { ...Object.fromEntries(others), ...markEntries({ ...owner, issue: '', retainedUntil }) }
}

/** What has to be done so that the realm is as wished. */
export function planRealm(wish: RealmWish, observed: ObservedRealm | null): readonly RealmAction[] {
  const { realm } = wish
  if (observed === null) return [{ type: 'create-realm', realm }]
  if (!isOurs(observed.mark, wish.owner)) refuseForeign(`The realm "${realm}"`)
  if (observed.mark.retainedUntil !== null && wish.retained === 'DISCARD') return [{ type: 'remove-realm', realm }]
  const changes = realmChanges(wish, observed)
  const profile = profileChanges(wish.profile, observed.profile)
  return [
    ...wish.flows.filter((flow) => differs(flow, observed.flows)).map(({ alias }) => put.flow(realm, alias)),
    ...(wish.provider !== null && isProviderOther(wish.provider, observed.provider)
      ? [{ type: 'put-provider' as const, realm, provider: wish.provider.alias }]
      : []),
    ...(changes.length === 0 ? [] : [{ type: 'update-realm' as const, realm, changes }]),
    ...(profile.length === 0 ? [] : [{ type: 'put-profile' as const, realm, changes: profile }]),
    ...wish.scopes.filter((scope) => isScopeOther(scope, observed.scopes)).map(({ name }) => put.scope(realm, name)),
    ...planPeople(wish, observed),
  ]
}

const put = {
  flow: (realm: string, flow: string): RealmAction => ({ type: 'put-flow', realm, flow }),
  scope: (realm: string, scope: string): RealmAction => ({ type: 'put-scope', realm, scope }),
}

function realmChanges(wish: RealmWish, { realm, mark }: ObservedRealm): readonly string[] {
  const { realm: _name, attributes: _attributes, ...seen } = realm
  return [...differences(wish.settings, seen), ...(mark?.retainedUntil == null ? [] : ['mark'])]
}

/** Attributes and checks too many are as other as missing ones: users could say more of themselves than is wished. */
function profileChanges(wished: ProfileRepresentation, seen: ProfileRepresentation): readonly string[] {
  const strangers = Object.keys(seen).filter((name) => !(name in wished))
  return [...differences(wished, seen), ...strangers]
}

function differs(wished: FlowRepresentation, flows: readonly FlowRepresentation[]): boolean {
  const seen = flows.find(({ alias }) => alias === wished.alias)
  // The steps of a flow have an order, unlike every other list of the server.
  return (
    seen === undefined ||
    seen.executions.length !== wished.executions.length ||
    wished.executions.some((step, index) => differences(step, seen.executions[index]).length > 0)
  )
}

function isScopeOther(wished: ScopeRepresentation, scopes: readonly ScopeRepresentation[]): boolean {
  const seen = scopes.find(({ name }) => name === wished.name)
  if (seen === undefined || differences(wished.attributes, seen.attributes).length > 0) return true
  return isAnyMapperOther(wished.mappers, seen.mappers)
}

function isProviderOther(wished: ProviderRepresentation, seen: ProviderRepresentation | null): boolean {
  if (seen === null) return true
  const { settings, config } = wished
  return differences({ settings, config }, seen).length > 0 || isAnyMapperOther(wished.mappers, seen.mappers)
}

/** A mapper too many puts claims into tokens that nobody wished, so exactly the wished ones have to be there. */
function isAnyMapperOther(wished: ScopeRepresentation['mappers'], seen: ScopeRepresentation['mappers']): boolean {
  if (seen.length !== wished.length) return true
  return wished.some(
    (mapper) =>
      differences(
        mapper,
        seen.find(({ name }) => name === mapper.name),
      ).length > 0,
  )
}

/**
 * Members get users; nobody who leaves loses one, since people of the application live in the realm as well. Who may
 * manage users is exactly who owns the project.
 */
function planPeople(wish: RealmWish, { people: users, managers }: ObservedRealm): readonly RealmAction[] {
  const { realm, people, sendsMail } = wish
  // Where people come from the organisation's provider, or realms are shared, nobody here decides who manages.
  if (people.length === 0) return []
  const userOf = (email: string) => users.find((user) => user.email.toLowerCase() === email)
  const owners = people.filter(({ isOwner }) => isOwner).map(({ email }) => email)
  const right = managers.filter(({ isExact, email }) => isExact && owners.includes(email.toLowerCase()))
  const surplus = managers.filter(({ email }) => !owners.includes(email.toLowerCase()))
  const set = ({ id, email }: Pick<UserRepresentation, 'id' | 'email'>, isManager: boolean): RealmAction => ({
    type: 'set-manager',
    realm,
    id,
    email,
    isManager,
  })
  return [
    ...people.flatMap(({ email }): readonly RealmAction[] =>
      userOf(email) === undefined ? [{ type: 'create-user', realm, email }] : [],
    ),
    ...users.flatMap(({ id, email, ...user }): readonly RealmAction[] =>
      sendsMail && isUninvited(user) ? [{ type: 'invite-user', realm, id, email }] : [],
    ),
    ...owners.flatMap((email) => {
      const user = userOf(email)
      return user === undefined || right.some(({ id }) => id === user.id) ? [] : [set(user, true)]
    }),
    ...surplus.map((user) => set(user, false)),
  ]
}

/** Made, but nobody has sent a link yet: the last run ended in between. Who has a password did without it. */
function isUninvited({
  emailVerified,
  requiredActions,
}: Pick<UserRepresentation, 'emailVerified' | 'requiredActions'>) {
  return !emailVerified && requiredActions.includes(setPassword)
}

/** What has to be done so that the realm is gone, or kept with everybody locked out until its time is over. */
export function planRealmRemoval(
  realm: string,
  owner: Owner,
  removal: Pick<Removal, 'mode' | 'until'>,
  observed: ObservedRealm | null,
): readonly RealmAction[] {
  if (observed === null || !isOurs(observed.mark, owner)) return []
  if (removal.mode === 'delete') return [{ type: 'remove-realm', realm }]
  const isKept = observed.mark.retainedUntil !== null && observed.realm['enabled'] === false
  return isKept ? [] : [{ type: 'disable-realm', realm, until: observed.mark.retainedUntil ?? removal.until }]
}
