import { json, type Db, type SupergraphRow } from './tables.ts'
import type { Write } from './write.ts'

/** Stores a composed supergraph under its version; the same version is stored once. Gives whether it is new. */
export async function putSupergraph(
  write: Write,
  supergraph: { readonly version: string; readonly sdl: string; readonly clusters: readonly string[] },
): Promise<boolean> {
  const newest = await readNewestSupergraph(write.db)
  if (newest?.version === supergraph.version) return false
  // A version that was the newest before becomes the newest again.
  await write.db.deleteFrom('supergraphs').where('version', '=', supergraph.version).execute()
  await write.db
    .insertInto('supergraphs')
    .values({
      version: supergraph.version,
      sdl: supergraph.sdl,
      clusters: json(supergraph.clusters),
      createdAt: write.now,
    })
    .execute()
  write.emit({}, { type: 'supergraph', version: supergraph.version })
  return true
}

/** The present supergraph; null before the first composition. */
export async function readNewestSupergraph(db: Db): Promise<SupergraphRow | null> {
  const row = await db.selectFrom('supergraphs').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row ?? null
}

/** The clusters that a gateway with this version can route to; null: a version that was never made. */
export async function readSupergraphClusters(db: Db, version: string): Promise<readonly string[] | null> {
  const row = await db.selectFrom('supergraphs').select('clusters').where('version', '=', version).executeTakeFirst()
  return row?.clusters ?? null
}
