import { problem } from '@operations-manager/schema/problems/problem.ts'
import type { Published } from '../../../credentials/credential.ts'
import { asSecrets, isPublishedAs } from '../../../credentials/outputs.ts'
import type { ObservedDatabase } from '../../../ports/postgresql.ts'
import type { Kind } from '../../../reconcile/kind.ts'
import { Waiting } from '../../../reconcile/outcome.ts'
import type { Removal } from '../../instance.ts'
import { markText, ownerText, parseMarkText } from '../../mark.ts'
import { usedCredential } from '../../../credentials/used.ts'
import type { PostgresDeps } from '../deps.ts'
import { postgresOutputs, roleSettings, type PostgresInstance, type PostgresWish } from '../instance.ts'
import {
  planDatabase,
  planDatabaseRemoval,
  planRoleRemoval,
  retainedMark,
  type DatabaseAction,
  type ObservedDatabaseState,
} from './plan.ts'

/** The database of one instance, its content and its published credentials. */
export function databaseKind(
  deps: PostgresDeps,
  instance: PostgresInstance,
  removal: Removal | null,
): Kind<null, PostgresWish, ObservedDatabaseState, DatabaseAction> {
  return {
    name: 'database',
    observe: () => observeDatabase(deps, instance),
    plan: (desired, observed) => {
      if (observed === null) return []
      if (desired !== null) return planDatabase(instance, desired, observed)
      return removal === null ? [] : planDatabaseRemoval(instance, removal, observed)
    },
    apply: (action) => applyDatabase(deps, instance, action),
  }
}

/** The end of an instance's role and credentials, once its database is out of the way. */
export function roleRemovalKind(
  deps: PostgresDeps,
  instance: PostgresInstance,
  removal: Removal,
): Kind<null, PostgresWish, ObservedDatabaseState, DatabaseAction> {
  return {
    name: 'role',
    observe: () => observeDatabase(deps, instance),
    plan: (_desired, observed) => (observed === null ? [] : planRoleRemoval(instance, removal, observed)),
    apply: (action) => applyDatabase(deps, instance, action),
  }
}

async function observeDatabase(deps: PostgresDeps, instance: PostgresInstance): Promise<ObservedDatabaseState> {
  const { port, credentials } = deps
  const [database, marked, role, pending, published] = await Promise.all([
    port.readDatabase(instance.database),
    port.databasesMarked(ownerText(instance.owner)),
    port.readRole(instance.role),
    credentials.readPending(instance.place),
    credentials.readPublished(instance.place),
  ])
  const retained = marked.flatMap(({ name, comment }) => {
    const until = parseMarkText(comment)?.retainedUntil
    return until == null || name === instance.database ? [] : { name, until }
  })
  return {
    database,
    mark: parseMarkText(database?.comment ?? null),
    content: isOpenTo(instance, database) ? await port.readContent(database.name) : null,
    retained,
    role,
    roleMark: parseMarkText(role?.comment ?? null),
    pending: pending?.issue ?? null,
    isPublishedRight: published === null ? null : isPublishedAs(published, postgresOutputs(instance, published.secret)),
  }
}

/** The administrator gets in through the role, and only where anybody does. */
function isOpenTo({ role }: PostgresInstance, database: ObservedDatabase | null): database is ObservedDatabase {
  return database !== null && database.acceptsConnections && database.owner === role
}

async function applyDatabase(deps: PostgresDeps, instance: PostgresInstance, action: DatabaseAction): Promise<void> {
  const { port, credentials } = deps
  switch (action.type) {
    case 'create-database':
      return port.createDatabase(action.database, action.owner)
    case 'restore-database':
      return port.renameDatabase(action.from, action.to, markInUse(instance))
    case 'own-database':
      return port.ownDatabase(action.database, action.owner, markInUse(instance))
    case 'create-schema':
      return port.createSchema(action.database, action.schema, action.owner)
    case 'create-extension':
      return port.createExtension(action.database, action.extension)
    case 'publish-credentials':
      return publish(deps, instance)
    case 'lock-role':
      return lockRole(deps, instance, action.until)
    case 'retain-database':
      return port.renameDatabase(action.from, action.to, retainedMark(instance, null, action.until))
    case 'drop-database':
      return port.dropDatabase(action.database)
    case 'drop-role':
      return port.dropRole(action.role)
    case 'remove-credentials':
      return credentials.remove(instance.place)
    default:
      return action satisfies never
  }
}

function markInUse({ owner }: PostgresInstance): string {
  return markText({ ...owner, issue: '', retainedUntil: null })
}

/** Verified by use before any workload gets it. */
async function publish(deps: PostgresDeps, instance: PostgresInstance): Promise<void> {
  const credential = await usedCredential(deps.credentials, instance.place)
  if (credential === null) throw new Waiting('the recorded credentials', 1_000)
  const { role: user, database } = instance
  if (!(await deps.port.canSignIn({ user, password: credential.secret, database })))
    throw new Waiting('a sign-in with the new credentials', 2_000, {
      problem: problem('CREDENTIALS_REFUSED', `The database "${database}" does not accept the credentials set for it.`),
    })
  // From here on a workload may prove that the platform's own database is closed to it, so that has to be there.
  await deps.port.ensureClosed(instance.settings.canary)
  const published: Published = { ...credential, outputs: asSecrets(postgresOutputs(instance, credential.secret)) }
  await deps.credentials.publish(instance.place, published)
}

/** The role keeps what it owns, but nobody signs in with it any more. */
async function lockRole({ port }: PostgresDeps, instance: PostgresInstance, until: string): Promise<void> {
  const role = await port.readRole(instance.role)
  if (role === null) return
  await port.alterRole({
    name: role.name,
    canLogin: false,
    connectionLimit: role.connectionLimit,
    settings: roleSettings(instance),
    comment: retainedMark(instance, parseMarkText(role.comment), until),
  })
  await port.endSessions(role.name)
}
