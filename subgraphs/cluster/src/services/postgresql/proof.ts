import type { Proof } from '@operations-manager/schema/link/messages.ts'
import type { PostgresPort, SignIn } from '../../ports/postgresql.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import { evidenceFrom, seenWhen, type Evidence } from '../proofs.ts'
import type { PostgresDeps } from './deps.ts'
import type { PostgresInstance } from './instance.ts'

/** Tries the database as its user would, and that the platform's own is closed to that user. */
export async function provePostgres(
  { port, credentials }: PostgresDeps,
  instance: PostgresInstance,
  now: () => Date,
): Promise<readonly Proof[]> {
  const published = await credentials.readPublished(instance.place)
  if (published === null) throw new Waiting('the published credentials', 2_000)
  const { role, database, settings } = instance
  await port.ensureClosed(settings.canary)
  const signIn = { user: role, password: published.secret, database }
  return trySignIn(port, signIn, { schema: database, canary: settings.canary }, evidenceFrom(port.proofsFrom, now))
}

/** The proof itself, wherever it is made from. `canary`: a database of the platform that no tenant may connect to. */
export async function trySignIn(
  port: Pick<PostgresPort, 'tryTable' | 'canSignIn'>,
  signIn: SignIn,
  { schema, canary }: { readonly schema: string; readonly canary: string },
  evidence: Evidence,
): Promise<readonly Proof[]> {
  const table = await seenWhen(() => port.tryTable(signIn, schema))
  const isOpen = await port.canSignIn({ ...signIn, database: canary })
  return [
    evidence(`Signed in as "${signIn.user}", created and dropped a table.`, table.seen, table.passed, table.fault),
    evidence(
      "Tried to connect to the platform's own database.",
      isOpen ? 'The connection was accepted.' : 'The connection was refused.',
      !isOpen,
    ),
  ]
}
