import { createHash } from 'node:crypto'
import type { Db } from './tables.ts'

/** An envelope of a secret in a project file. */
export type StoredEnvelope = { readonly project: string; readonly key: string; readonly envelope: string }

/** The fingerprint of the value in this very envelope; null if it did not pass through the registry. */
export async function readFingerprint(db: Db, { project, key, envelope }: StoredEnvelope): Promise<string | null> {
  const row = await db
    .selectFrom('secretFingerprints')
    .select('fingerprint')
    .where('project', '=', project)
    .where('key', '=', key)
    .where('envelopeHash', '=', hashOf(envelope))
    .executeTakeFirst()
  return row?.fingerprint ?? null
}

/** Keeps the fingerprint of the newest envelope of a secret; the one before is forgotten. */
export async function rememberFingerprint(
  db: Db,
  { project, key, envelope, fingerprint }: StoredEnvelope & { readonly fingerprint: string },
): Promise<void> {
  const values = { envelopeHash: hashOf(envelope), fingerprint }
  await db
    .insertInto('secretFingerprints')
    .values({ project, key, ...values })
    .onConflict((conflict) => conflict.columns(['project', 'key']).doUpdateSet(values))
    .execute()
}

function hashOf(envelope: string): string {
  return createHash('sha256').update(envelope).digest('hex')
}
