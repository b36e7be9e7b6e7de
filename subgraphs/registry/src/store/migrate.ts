import { Migrator } from 'kysely/migration'
import * as first from './migrations/0001-first.ts'
import * as fingerprints from './migrations/0002-fingerprints.ts'
import * as audit from './migrations/0003-audit.ts'
import * as tokens from './migrations/0004-tokens.ts'
import type { Db } from './tables.ts'
import { isAway, StoreUnavailable } from './unavailable.ts'

/** In order; names are permanent. */
const migrations = {
  '0001-first': first,
  '0002-fingerprints': fingerprints,
  '0003-audit': audit,
  '0004-tokens': tokens,
}

/**
 * Brings the database to the present shape. Any number of replicas may call it at the same time:
 * the migrator holds an advisory lock, and who comes second finds nothing to do.
 */
export async function migrate(db: Db): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error instanceof StoreUnavailable) throw error
  if (isAway(error)) throw new StoreUnavailable(error)
  if (error !== undefined) throw new Error('bring the database to its present shape', { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}
