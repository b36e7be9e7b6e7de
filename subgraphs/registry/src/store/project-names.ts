import { raiseAuditFloor } from './audit.ts'
import { readNewestCursor } from './event-reading.ts'
import type { Write } from './write.ts'

const markOf = (name: string): string => `forgotten:${name}`

/** Nothing is left of a project: what was kept under its name must never belong to a later project of that name. */
export async function endName(write: Write, name: string): Promise<void> {
  await write.db.deleteFrom('accessTokens').where('project', '=', name).execute()
  await write.db.deleteFrom('tokenRules').where('project', '=', name).execute()
  await write.db.deleteFrom('tokenSettings').where('project', '=', name).execute()
  await write.db.deleteFrom('secretFingerprints').where('project', '=', name).execute()
  await write.db.deleteFrom('heldRemovals').where('project', '=', name).execute()
  await raiseAuditFloor(write.db, name)
  const cursor = await readNewestCursor(write.db)
  // The history stays until the name is taken again: whoever deleted the project still watches how that ends.
  for (const scope of [markOf(name), `project:${name}`]) {
    await write.db
      .insertInto('eventFloors')
      .values({ scope, cursor })
      .onConflict((conflict) => conflict.column('scope').doUpdateSet({ cursor }))
      .execute()
  }
}

/** A name is taken: operations and events of an earlier project of this name go, so that its new members see none. */
export async function startName(write: Write, name: string): Promise<void> {
  const mark = await write.db
    .deleteFrom('eventFloors')
    .where('scope', '=', markOf(name))
    .returning('cursor')
    .executeTakeFirst()
  if (mark === undefined) return
  const gone = await write.db
    .deleteFrom('operations')
    .where('project', '=', name)
    .where('id', 'in', (inner) =>
      inner.selectFrom('events').select('operation').where('project', '=', name).where('cursor', '<=', mark.cursor),
    )
    .returning('id')
    .execute()
  const ids = gone.map((row) => row.id)
  await write.db
    .deleteFrom('events')
    .where('project', '=', name)
    .where((eb) => eb.or([eb('cursor', '<=', mark.cursor), ...(ids.length === 0 ? [] : [eb('operation', 'in', ids)])]))
    .execute()
}
