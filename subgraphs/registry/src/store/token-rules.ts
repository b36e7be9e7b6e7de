import type { TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import type { Actor } from './operation-state.ts'
import { json, type Db, type TokenRuleRow } from './tables.ts'

export type NewTokenRule = {
  readonly project: string
  readonly name: string
  readonly issuer: string
  readonly claims: readonly { readonly name: string; readonly pattern: string }[]
  readonly scopes: readonly TokenScopeWord[]
  readonly deployments: readonly string[] | null
  readonly lifetimeSeconds: number
  readonly maker: Actor
  readonly createdBy: string
  readonly createdAt: Date
}

/** Adds a rule, or puts it in the place of the one of this name. */
export async function putTokenRule(db: Db, rule: NewTokenRule): Promise<TokenRuleRow> {
  const { project, name, claims, scopes, deployments, maker, ...rest } = rule
  const values = {
    ...rest,
    claims: json(claims),
    scopes: json(scopes),
    deployments: deployments === null ? null : json(deployments),
    maker: json(maker),
  }
  return db
    .insertInto('tokenRules')
    .values({ project, name, ...values })
    .onConflict((conflict) => conflict.columns(['project', 'name']).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Gives the rule that was removed; null if there was none. */
export async function removeTokenRule(db: Db, project: string, name: string): Promise<TokenRuleRow | null> {
  const row = await db
    .deleteFrom('tokenRules')
    .where('project', '=', project)
    .where('name', '=', name)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export async function listTokenRules(db: Db, project: string): Promise<readonly TokenRuleRow[]> {
  return db.selectFrom('tokenRules').selectAll().where('project', '=', project).orderBy('name').execute()
}

/** Notes that a rule gave a token. */
export async function noteRuleUsed(db: Db, { project, name }: TokenRuleRow, now: Date): Promise<void> {
  await db
    .updateTable('tokenRules')
    .set({ lastUsedAt: now })
    .where('project', '=', project)
    .where('name', '=', name)
    .execute()
}

/** Marks an identity as exchanged; false if it was already. Until it expires, it is remembered. */
export async function useIdentity(
  db: Db,
  identity: { readonly issuer: string; readonly id: string; readonly expiresAt: Date },
): Promise<boolean> {
  const result = await db
    .insertInto('usedIdentities')
    .values(identity)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** How many days new tokens of a project may live; null where the project says nothing. */
export async function readMaximumTokenDays(db: Db, project: string): Promise<number | null> {
  const row = await db.selectFrom('tokenSettings').selectAll().where('project', '=', project).executeTakeFirst()
  return row?.maximumDays ?? null
}

/** Null removes the project's own maximum. */
export async function putMaximumTokenDays(db: Db, project: string, maximumDays: number | null): Promise<void> {
  await db.deleteFrom('tokenSettings').where('project', '=', project).execute()
  if (maximumDays !== null) await db.insertInto('tokenSettings').values({ project, maximumDays }).execute()
}
