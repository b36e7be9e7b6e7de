import type { Kind } from '../../../reconcile/kind.ts'
import { Waiting } from '../../../reconcile/outcome.ts'
import { markText, ownerText, parseMarkText } from '../../mark.ts'
import { usedCredential } from '../../../credentials/used.ts'
import type { PostgresDeps } from '../deps.ts'
import { roleSettings, type PostgresInstance, type PostgresWish } from '../instance.ts'
import { planRole, type ObservedRoleState, type PasswordSource, type RoleAction } from './plan.ts'

/** The owning role of one instance, with the credentials that open it. */
export function roleKind(
  deps: PostgresDeps,
  instance: PostgresInstance,
  wish: PostgresWish,
): Kind<null, PostgresWish, ObservedRoleState, RoleAction> {
  return {
    name: 'role',
    observe: () => observeRole(deps, instance),
    plan: (desired, observed) => (desired === null || observed === null ? [] : planRole(instance, desired, observed)),
    apply: (action) => applyRole(deps, instance, wish, action),
  }
}

async function observeRole(deps: PostgresDeps, instance: PostgresInstance): Promise<ObservedRoleState> {
  const { port, credentials } = deps
  const [role, marked, pending, published] = await Promise.all([
    port.readRole(instance.role),
    port.databasesMarked(ownerText(instance.owner)),
    credentials.readPending(instance.place),
    credentials.readPublished(instance.place),
  ])
  const used = pending ?? published
  return {
    role,
    mark: parseMarkText(role?.comment ?? null),
    pending: pending?.issue ?? null,
    published: published?.issue ?? null,
    // No right short of a superuser's shows what the server keeps of a password, so it is tried.
    isPasswordSet:
      role === null || used === null || !role.canLogin
        ? null
        : await port.canAuthenticate({ user: role.name, password: used.secret, database: instance.database }),
    retained: marked.flatMap((database) => {
      const until = parseMarkText(database.comment)?.retainedUntil
      return until == null ? [] : { ...database, until }
    }),
  }
}

async function applyRole(
  deps: PostgresDeps,
  instance: PostgresInstance,
  wish: PostgresWish,
  action: RoleAction,
): Promise<void> {
  switch (action.type) {
    case 'drop-retained-database':
      return deps.port.dropDatabase(action.database)
    case 'drop-retained-role':
      return deps.port.dropRole(action.role)
    case 'record-credentials':
      return deps.credentials.record(instance.place, { secret: deps.newSecret(), issue: action.issue })
    case 'create-role':
      return deps.port.createRole(await changeOf(deps, instance, wish, action, true))
    case 'alter-role':
      return deps.port.alterRole(await changeOf(deps, instance, wish, action, action.changes.includes('password')))
    default:
      return action satisfies never
  }
}

async function changeOf(
  deps: PostgresDeps,
  instance: PostgresInstance,
  wish: PostgresWish,
  { issue, password }: { readonly issue: string; readonly password: PasswordSource },
  setsPassword: boolean,
) {
  const change = {
    name: instance.role,
    canLogin: true,
    connectionLimit: wish.connections,
    settings: roleSettings(instance),
    comment: markText({ ...instance.owner, issue, retainedUntil: null }),
  }
  if (!setsPassword) return change
  const credential = await usedCredential(deps.credentials, instance.place)
  // Somebody else was faster between our look and now: look again.
  if (credential === null || credential.issue !== issue) throw new Waiting(`the ${password} credentials`, 1_000)
  return { ...change, verifier: await deps.verifier(credential.secret) }
}
