import type { TestProject } from 'vitest/node'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Administrator's address of a real PostgreSQL made for this run; tests make their own databases in it. */
    postgresUrl: string
  }
}

/** One real PostgreSQL for the whole run, in a folder of its own, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}
