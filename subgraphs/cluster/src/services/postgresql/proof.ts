import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import { evidenceFrom, seenWhen } from '../proofs.ts'
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
  const { canary } = instance.settings
  const signIn = { user: instance.role, password: published.secret, database: instance.database }
  const evidence = evidenceFrom(port.proofsFrom, now)
  const table = await seenWhen(() => port.tryTable(signIn, instance.database))
  await port.ensureClosed(canary)
  const isOpen = await port.canSignIn({ ...signIn, database: canary })
  return [
    evidence(`Signed in as "${instance.role}", created and dropped a table.`, table.seen, table.passed),
    evidence(
      "Tried to connect to the platform's own database.",
      isOpen ? 'The connection was accepted.' : 'The connection was refused.',
      !isOpen,
    ),
  ]
}
