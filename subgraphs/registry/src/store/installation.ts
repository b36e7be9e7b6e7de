import { randomUUID } from 'node:crypto'
import type { Db } from './tables.ts'

/**
 * The id of this installation, which is part of every mark. `configured` wins on the first start, so that a database
 * that was lost can be made again under the old marks; afterwards a different one is refused.
 */
export async function readInstallationId(db: Db, configured: string | null): Promise<string> {
  await db
    .insertInto('installation')
    .values({ id: configured ?? randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  if (configured !== null && configured !== id) {
    throw new Error(
      `The database belongs to installation ${id}, but ${configured} is configured. Every mark in the clusters carries the id, so it cannot change; correct the configuration or the database address.`,
    )
  }
  return id
}
