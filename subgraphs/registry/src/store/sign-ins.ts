import { sql } from 'kysely'
import type { Db, SignInRow } from './tables.ts'

/** An account of an identity provider, with the address that the provider verified. */
export type Account = { readonly email: string; readonly issuer: string; readonly subject: string }

/** What is stored about an address: its roles by project, and the account that it is bound to. */
export type Standing = {
  readonly roles: ReadonlyMap<string, string>
  readonly boundTo: Pick<SignInRow, 'issuer' | 'subject' | 'boundAt'> | null
}

/** Reads both in one question, for it is asked with every request. */
export async function readStanding(db: Db, email: string): Promise<Standing> {
  const rows = await db
    .selectFrom(sql<{ email: string }>`(select ${email.toLowerCase()}::text as email)`.as('me'))
    .leftJoin('signIns', 'signIns.email', 'me.email')
    .leftJoin('projectMembers', 'projectMembers.email', 'me.email')
    .select(['signIns.issuer', 'signIns.subject', 'signIns.boundAt', 'projectMembers.project', 'projectMembers.role'])
    .execute()
  const { issuer = null, subject = null, boundAt = null } = rows[0] ?? {}
  const boundTo = issuer === null || subject === null || boundAt === null ? null : { issuer, subject, boundAt }
  const roles = rows.flatMap(({ project, role }) =>
    project === null || role === null ? [] : [[project, role] as const],
  )
  return { roles: new Map(roles), boundTo }
}

/** True if an address that is bound to one account is used by it. */
export function isSameAccount(boundTo: Pick<SignInRow, 'issuer' | 'subject'>, account: Account): boolean {
  return boundTo.issuer === account.issuer && boundTo.subject === account.subject
}

/** True for what was made since an address belongs to its present account: what a former one made is not its. */
export function isOfAccount(boundTo: Standing['boundTo'], made: { readonly createdAt: Date }): boolean {
  return boundTo !== null && boundTo.boundAt <= made.createdAt
}

/**
 * Binds an address to the account that signs in with it first. `first`: it is bound now; there has to be an audit record
 * of that. `foreign`: the address belongs to another account, whose memberships this one must not get.
 */
export async function bindSubject(db: Db, account: Account): Promise<'first' | 'bound' | 'foreign'> {
  const email = account.email.toLowerCase()
  const { issuer, subject } = account
  const made = await db
    .insertInto('signIns')
    .values({ email, issuer, subject })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) return 'first'
  const row = await db.selectFrom('signIns').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
  return isSameAccount(row, account) ? 'bound' : 'foreign'
}

/** Forgets a binding, after an operator checked that the address has a new owner or provider. */
export async function unbindSubject(db: Db, email: string): Promise<SignInRow | null> {
  const row = await db.deleteFrom('signIns').where('email', '=', email.toLowerCase()).returningAll().executeTakeFirst()
  return row ?? null
}

/** Those of these addresses (in lower case) that are bound. */
export async function readSignIns(db: Db, emails: readonly string[]): Promise<readonly SignInRow[]> {
  return db.selectFrom('signIns').selectAll().where('email', 'in', emails).execute()
}
