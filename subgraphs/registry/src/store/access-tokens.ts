import { sql } from 'kysely'
import type { TokenDocumentModel, TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import type { Actor } from './operation-state.ts'
import { json, type AccessTokenRow, type Db } from './tables.ts'

export type NewAccessToken = {
  readonly id: string
  /** SHA-256 of the token; the token itself is never stored. */
  readonly hash: string
  readonly prefix: string
  readonly kind: AccessTokenRow['kind']
  readonly name: string
  readonly project: string | null
  readonly scopes: readonly TokenScopeWord[]
  readonly deployments: readonly string[] | null
  readonly documents: readonly TokenDocumentModel[] | null
  readonly rule: string | null
  readonly maker: Actor
  /** Lower-case address of who made it: the token can never do more than this person. */
  readonly createdBy: string
  readonly expiresAt: Date
}

export async function putAccessToken(db: Db, token: NewAccessToken): Promise<AccessTokenRow> {
  const { scopes, deployments, documents, maker } = token
  return db
    .insertInto('accessTokens')
    .values({
      ...token,
      scopes: json(scopes),
      deployments: deployments === null ? null : json(deployments),
      documents: documents === null ? null : json(documents),
      maker: json(maker),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
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
  const minuteAgo = new Date(now.getTime() - 60_000)
  if (row.lastUsedAt === null || row.lastUsedAt < minuteAgo) {
    // Asked again in the statement: several gateways may use it at the same time.
    await db
      .updateTable('accessTokens')
      .set({ lastUsedAt: now })
      .where('id', '=', row.id)
      .where((eb) => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', minuteAgo)]))
      .execute()
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

/** Revokes all tokens of a project that still work, or those that one rule gave. */
export async function revokeAccessTokensOf(
  db: Db,
  of: { readonly project: string; readonly rule: string | null },
  now: Date,
): Promise<void> {
  const query = db
    .updateTable('accessTokens')
    .set({ revokedAt: now })
    .where('project', '=', of.project)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
  await (of.rule === null ? query : query.where('rule', '=', of.rule)).execute()
}

export async function readAccessToken(db: Db, id: string): Promise<AccessTokenRow | null> {
  const row = await db.selectFrom('accessTokens').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** True while a token can be used, whatever it may do then. */
export function isAlive(row: Pick<AccessTokenRow, 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return row.revokedAt === null && row.expiresAt > now
}

/** Which of these can be used no more. */
export async function endedAccessTokens(db: Db, ids: readonly string[], now: Date): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('accessTokens')
    .select('id')
    .where('id', '=', sql<string>`any(${ids})`)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
  const alive = new Set(rows.map((row) => row.id))
  return ids.filter((id) => !alive.has(id))
}

/** Whose tokens: a project's, or those that a person made for themselves. */
export type TokensOf = { readonly project: string } | { readonly createdBy: string }

/** A page of tokens, the newest first, revoked and expired ones included. `after` is the id of the last one before. */
export async function listAccessTokens(
  db: Db,
  of: TokensOf,
  page: { readonly first: number; readonly after: string | null; readonly aliveAt: Date | null },
): Promise<{ readonly rows: readonly AccessTokenRow[]; readonly hasNextPage: boolean }> {
  let query = tokensOf(db, of)
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.first + 1)
  if (page.aliveAt !== null) query = query.where('revokedAt', 'is', null).where('expiresAt', '>', page.aliveAt)
  if (page.after !== null) {
    const last = sql`(select t.created_at, t.id from access_tokens t where t.id = ${page.after})`
    query = query.where(sql<boolean>`(access_tokens.created_at, access_tokens.id) < ${last}`)
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, page.first), hasNextPage: rows.length > page.first }
}

/** The names of those that people made and that still work: their number is limited, and names are not used twice. */
export async function namesOfAccessTokens(db: Db, of: TokensOf, now: Date): Promise<readonly string[]> {
  const rows = await tokensOf(db, of)
    .select('name')
    .where('kind', '<>', 'CI')
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .execute()
  return rows.map((row) => row.name)
}

function tokensOf(db: Db, of: TokensOf) {
  const query = db.selectFrom('accessTokens')
  return 'project' in of
    ? query.where('project', '=', of.project)
    : query.where('createdBy', '=', of.createdBy.toLowerCase()).where('kind', '=', 'PERSONAL')
}

/** Removes tokens that ended before this moment; those of pipelines, of which there are many, much sooner. */
export async function forgetAccessTokens(db: Db, before: Date, ciBefore: Date): Promise<void> {
  await db.deleteFrom('accessTokens').where('expiresAt', '<', before).execute()
  await db.deleteFrom('accessTokens').where('revokedAt', '<', before).execute()
  await db.deleteFrom('accessTokens').where('kind', '=', 'CI').where('expiresAt', '<', ciBefore).execute()
}
