import { json, type AccessTokenRow, type Db } from './tables.ts'

export type NewAccessToken = {
  readonly id: string
  /** SHA-256 of the token; the token itself is never stored. */
  readonly hash: string
  readonly name: string
  readonly project: string | null
  readonly scopes: readonly string[]
  /** Lower-case address of who made it: the token can never do more than this person. */
  readonly createdBy: string
  readonly expiresAt: Date
}

export async function putAccessToken(db: Db, token: NewAccessToken): Promise<void> {
  await db
    .insertInto('accessTokens')
    .values({ ...token, scopes: json(token.scopes) })
    .execute()
}

/** The token with this hash if it is neither revoked nor expired. Notes the use, at most once a minute. */
export async function useAccessToken(db: Db, hash: string, now: Date): Promise<AccessTokenRow | null> {
  const row = await db
    .selectFrom('accessTokens')
    .selectAll()
    .where('hash', '=', hash)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
  if (row === undefined) return null
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > 60_000) {
    await db.updateTable('accessTokens').set({ lastUsedAt: now }).where('id', '=', row.id).execute()
  }
  return row
}

/** Gives the row as it is now, or null if there is none. Revoking twice keeps the first time. */
export async function revokeAccessToken(db: Db, id: string, now: Date): Promise<AccessTokenRow | null> {
  await db
    .updateTable('accessTokens')
    .set({ revokedAt: now })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .execute()
  return readAccessToken(db, id)
}

export async function readAccessToken(db: Db, id: string): Promise<AccessTokenRow | null> {
  const row = await db.selectFrom('accessTokens').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Tokens of a project, or of a person; the newest first, revoked and expired ones included. */
export async function listAccessTokens(
  db: Db,
  of: { readonly project: string } | { readonly createdBy: string },
): Promise<readonly AccessTokenRow[]> {
  const query = db.selectFrom('accessTokens').selectAll().orderBy('createdAt', 'desc')
  return 'project' in of
    ? query.where('project', '=', of.project).execute()
    : query.where('createdBy', '=', of.createdBy.toLowerCase()).execute()
}
