import type { TestProject } from 'vitest/node'
import { makeAdministrator } from '@operations-manager/sandbox/postgres/administrator.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of a real PostgreSQL made for this run; tests make their own databases in it. */
    postgresUrl: string
    /** The account in it that a cluster backend works with, which has no more rights than it needs. */
    postgresAdministratorUrl: string
  }
}

/** One real PostgreSQL for the whole run, in a folder of its own, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  const administrator = await makeAdministrator(new Secret(server.url), {
    account: 'operations_manager',
    installation: null,
    ownsServer: true,
  })
  project.provide('postgresAdministratorUrl', administrator.reveal())
  return server.stop
}
