import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import { PortError } from '../../ports/port-error.ts'
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
  const evidence = (tried: string, seen: string, passed: boolean): Proof => ({
    tried,
    seen,
    passed,
    from: port.proofsFrom,
    at: now().toISOString(),
  })
  const table = await tryTable(port, signIn, instance.database)
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

async function tryTable(
  port: PostgresDeps['port'],
  signIn: Parameters<PostgresDeps['port']['tryTable']>[0],
  schema: string,
): Promise<{ seen: string; passed: boolean }> {
  try {
    await port.tryTable(signIn, schema)
    return { seen: 'It worked.', passed: true }
  } catch (error) {
    // What the server answers is the evidence; a server that does not answer proves nothing either way.
    if (!(error instanceof PortError) || error.fault === 'unavailable') throw error
    return { seen: `It did not work: ${error.message}`, passed: false }
  }
}
