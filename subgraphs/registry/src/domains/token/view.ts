import type { AccessTokenModel, TokenRuleModel, TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import type { TokenScope } from '@operations-manager/schema/generated/registry.ts'
import { accessOf } from '../../access/access.ts'
import type { Context } from '../../context.ts'
import { isAlive, listAccessTokens, type TokensOf } from '../../store/access-tokens.ts'
import { readRoles } from '../../store/projects.ts'
import type { AccessTokenRow } from '../../store/tables.ts'
import { connection, decodeCursor, pageSize } from '../connection.ts'

type PageArgs = {
  readonly first?: number | null
  readonly after?: string | null
  readonly activeOnly?: boolean | null
}

/** A page of tokens, the newest first. */
export async function tokenPage(context: Context, of: TokensOf, args: PageArgs) {
  const page = await listAccessTokens(context.app.db, of, {
    first: pageSize(args.first, 50),
    after: decodeCursor(args.after),
    aliveAt: args.activeOnly === true ? new Date() : null,
  })
  return connection<AccessTokenRow>(page, (row) => row.id, args.after)
}

export async function stateOf(context: Context, token: AccessTokenModel) {
  if (token.revokedAt !== null) return 'REVOKED' as const
  if (!isAlive(token, new Date())) return 'EXPIRED' as const
  if (token.project === null) return 'ACTIVE' as const
  return (await canMakerRead(context, token.project, token.createdBy)) ? ('ACTIVE' as const) : ('POWERLESS' as const)
}

export async function isEffective(context: Context, rule: TokenRuleModel): Promise<boolean> {
  return canMakerRead(context, rule.project, rule.createdBy)
}

/** Whether whoever made a token has any right in its project now; without, the token has none either. */
async function canMakerRead({ app, load }: Context, name: string, email: string): Promise<boolean> {
  const project = await load.project.load(name)
  if (project === null) return false
  const maker = { type: 'token', token: '', name: '', createdBy: email } as const
  return accessOf(maker, app.rules, await readRoles(app.db, email)).to('read', project).allowed
}

export function shownScope(scope: TokenScopeWord): TokenScope {
  return ({ read: 'READ', deploy: 'DEPLOY', operate: 'OPERATE', admin: 'ADMIN' } as const)[scope]
}

export function storedScopes(scopes: readonly TokenScope[]): readonly TokenScopeWord[] {
  return [...new Set(scopes)].map(
    (scope) => ({ READ: 'read', DEPLOY: 'deploy', OPERATE: 'operate', ADMIN: 'admin' } as const)[scope],
  )
}
