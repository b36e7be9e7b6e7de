import { credentialsLost, decideCredentials } from '../../../credentials/decide.ts'
import type { ObservedDatabase, ObservedRole } from '../../../ports/postgresql.ts'
import { Stalled } from '../../../reconcile/outcome.ts'
import { isOurs, refuseForeign, refuseRetained } from '../../instance.ts'
import { markText, type Mark } from '../../mark.ts'
import { roleSettings, type PostgresInstance, type PostgresWish } from '../instance.ts'

export type ObservedRoleState = {
  readonly role: ObservedRole | null
  readonly mark: Mark | null
  /** For which request the recorded and the published value were issued. */
  readonly pending: string | null
  readonly published: string | null
  /** Whether the server has the value that is to be used; `null` where that cannot be told. */
  readonly isPasswordSet: boolean | null
  /** Databases that an earlier removal of this instance kept. */
  readonly retained: readonly (ObservedDatabase & { readonly until: string })[]
}

/** Where the password is when an action needs it. */
export type PasswordSource = 'pending' | 'published'

export type RoleAction =
  | { readonly type: 'drop-retained-database'; readonly database: string }
  | { readonly type: 'drop-retained-role'; readonly role: string }
  | { readonly type: 'record-credentials'; readonly issue: string }
  | { readonly type: 'create-role'; readonly role: string; readonly password: PasswordSource; readonly issue: string }
  | {
      readonly type: 'alter-role'
      readonly role: string
      /** Which settings differ; `password` among them sets it again. */
      readonly changes: readonly string[]
      readonly password: PasswordSource
      readonly issue: string
    }

/** What has to be done so that the role is as wished. Its removal is part of the database's. */
export function planRole(
  instance: PostgresInstance,
  wish: PostgresWish,
  observed: ObservedRoleState,
): readonly RoleAction[] {
  const { role, mark } = observed
  const ours = role === null ? null : isOurs(mark, instance.owner) ? mark : refuseForeign(`The role "${role.name}"`)
  const isRetained = ours?.retainedUntil != null || observed.retained.length > 0
  if (isRetained && wish.retained === undefined) refuseKept(instance, observed, ours)
  if (isRetained && wish.retained === 'DISCARD') return discard(observed, ours)
  const decision = decideCredentials(
    {
      thing: ours === null ? null : { issue: ours.issue, isRetained: ours.retainedUntil !== null },
      pending: observed.pending,
      published: observed.published,
    },
    wish.reissue,
  )
  switch (decision.type) {
    case 'lost':
      throw new Stalled(credentialsLost(`The role "${instance.role}"`, instance))
    case 'record':
      return [{ type: 'record-credentials', issue: decision.issue }]
    case 'use-pending':
      return set(instance, wish, observed, { password: 'pending', issue: decision.issue })
    case 'use-published':
      return set(instance, wish, observed, { password: 'published', issue: observed.published ?? '' })
    default:
      return decision satisfies never
  }
}

function set(
  instance: PostgresInstance,
  wish: PostgresWish,
  { role, isPasswordSet }: ObservedRoleState,
  credential: { readonly password: PasswordSource; readonly issue: string },
): readonly RoleAction[] {
  if (role === null) return [{ type: 'create-role', role: instance.role, ...credential }]
  const changes = roleChanges(instance, wish, role, credential.issue)
  if (isPasswordSet === false && !changes.includes('password')) changes.push('password')
  return changes.length === 0 ? [] : [{ type: 'alter-role', role: instance.role, changes, ...credential }]
}

/** Every setting of the role that is ours and differs, sorted. */
function roleChanges(instance: PostgresInstance, wish: PostgresWish, role: ObservedRole, issue: string): string[] {
  const settings = roleSettings(instance)
  const names = new Set([...Object.keys(settings), ...Object.keys(role.settings)])
  const comment = markText({ ...instance.owner, issue, retainedUntil: null })
  return [
    ...(role.canLogin ? [] : ['login']),
    ...role.privileges,
    ...(role.connectionLimit === wish.connections ? [] : ['connections']),
    ...(role.validUntil === null ? [] : ['validUntil']),
    ...[...names].filter((name) => settings[name]?.join() !== role.settings[name]?.join()),
    ...(role.memberOf.length === 0 ? [] : ['memberOf']),
    ...(role.members.length === 0 ? [] : ['members']),
    ...(role.isHeld ? [] : ['administration']),
    ...(role.comment === comment ? [] : ['mark', 'password']),
  ].sort()
}

function refuseKept(instance: PostgresInstance, { retained }: ObservedRoleState, mark: Mark | null): never {
  const until = retained[0]?.until ?? mark?.retainedUntil ?? ''
  return refuseRetained(`The database "${instance.database}"`, until, instance)
}

/** A role is dropped after what it owns. One in use again (its own mark says so) stays. */
function discard({ retained, role }: ObservedRoleState, mark: Mark | null): readonly RoleAction[] {
  return [
    ...retained.map(({ name }): RoleAction => ({ type: 'drop-retained-database', database: name })),
    ...(role !== null && mark?.retainedUntil != null ? [{ type: 'drop-retained-role' as const, role: role.name }] : []),
  ]
}
