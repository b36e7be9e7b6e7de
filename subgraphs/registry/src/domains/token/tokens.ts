import { randomUUID } from 'node:crypto'
import type {
  CreateTokenInput,
  ResolversTypes,
  RevokeTokenInput,
} from '@operations-manager/schema/generated/registry.ts'
import {
  accessTokenHash,
  newAccessToken,
  shownAccessTokenStart,
} from '@operations-manager/runtime/access-token/access-token.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { recordIn } from '../../audit/attempt.ts'
import { actorOf, signedIn } from '../../changes/actor.ts'
import type { Context } from '../../context.ts'
import {
  namesOfAccessTokens,
  putAccessToken,
  readAccessToken,
  revokeAccessToken,
  type NewAccessToken,
  type TokensOf,
} from '../../store/access-tokens.ts'
import { lockKey } from '../../store/locks.ts'
import type { AccessTokenRow, Db } from '../../store/tables.ts'
import { readMaximumTokenDays } from '../../store/token-rules.ts'
import { write } from '../../store/write.ts'
import { readDocuments, tokenProblems } from '../../tokens/check.ts'
import { sql } from 'kysely'
import { isProblem, makerOf, managedProject, noToken, type Maker } from './manage.ts'
import { storedScopes } from './view.ts'

type Created = Awaited<Exclude<ResolversTypes['CreateTokenPayload'], Promise<unknown>>>
type Revoked = Awaited<Exclude<ResolversTypes['TokenPayload'], Promise<unknown>>>

/** How many tokens that work a project, or a person, may have; those that pipelines exchanged do not count. */
const mostTokens = 100

/** Makes a token, of a project or of the person who asks. The answer is the only place where it ever stands. */
export async function createToken(context: Context, input: CreateTokenInput): Promise<Created> {
  const { clientMutationId = null } = input
  const refused = (problems: readonly Problem[]): Created => ({ secret: null, token: null, problems, clientMutationId })
  const maker = makerOf(context)
  const project = typeof input.project === 'string' ? await managedProject(context, input.project) : null
  if (project !== null && isProblem(project)) return refused([project])
  const name = project?.name ?? null
  const powerless = name === null ? [] : await powerlessProblems(context, maker, name)
  const wish = { ...input, deployments: input.deployments ?? null, expiresAt: new Date(input.expiresAt) }
  const maximum = await maximumDays(context, name)
  const { documents, problems: documentProblems } = readDocuments(input.documents ?? null)
  const problems = [...powerless, ...tokenProblems(wish, new Date(), maximum), ...documentProblems]
  if (problems.length > 0) return refused(problems)
  const secret = newAccessToken(name === null ? 'PERSONAL' : 'PROJECT')
  const token: NewAccessToken = {
    id: randomUUID(),
    hash: accessTokenHash(secret.reveal()),
    prefix: shownAccessTokenStart(secret.reveal()),
    kind: name === null ? 'PERSONAL' : 'PROJECT',
    name: input.name,
    project: name,
    scopes: storedScopes(input.scopes),
    deployments: wish.deployments,
    documents,
    rule: null,
    maker: actorOf(maker),
    createdBy: maker.email,
    expiresAt: wish.expiresAt,
  }
  const stored = await store(context, token)
  if ('code' in stored) return refused([stored])
  // The one place where it is shown; only its hash is stored.
  return { secret: secret.reveal(), token: stored, problems: [], clientMutationId }
}

// Somebody who manages tokens by a group alone could make one, and it would have no rights.
async function powerlessProblems({ app, access }: Context, maker: Maker, project: string): Promise<readonly Problem[]> {
  const isOperator = app.rules.operators.emails.includes(maker.email)
  if (isOperator || access.roles.has(project)) return []
  const message =
    'A token has the rights that your address has, and yours come from a group. Become a member of the project first.'
  return [problem('STATE_WRONG', message, { path: ['project'] })]
}

/** How many days a new token may live: what the project says, and never more than the installation does. */
export async function maximumDays({ app }: Context, project: string | null): Promise<number> {
  const own = project === null ? null : await readMaximumTokenDays(app.db, project)
  return Math.min(own ?? app.tokens.maximumDays, app.tokens.maximumDays)
}

async function store({ app, access }: Context, token: NewAccessToken): Promise<AccessTokenRow | Problem> {
  const { project, createdBy, name, id, scopes, deployments, documents, expiresAt } = token
  const of: TokensOf = project === null ? { createdBy } : { project }
  return write(app.db, async (tx) => {
    const { db, now } = tx
    await lockTokens(db, project ?? createdBy)
    const names = await namesOfAccessTokens(db, of, now)
    if (names.includes(name)) {
      return problem('NAME_TAKEN', `There is a token "${name}" already. Choose another name, or revoke it first.`, {
        path: ['name'],
      })
    }
    if (names.length >= mostTokens) {
      return problem(
        'LIMIT_EXCEEDED',
        `There are ${names.length} tokens, and the limit is ${mostTokens}. Revoke some first.`,
      )
    }
    const detail = {
      token: id,
      name,
      scopes,
      deployments,
      documents: documents?.map(({ hash }) => hash) ?? null,
      expiresAt: expiresAt.toISOString(),
    }
    recordIn(tx, access.attempt, { project, detail })
    return putAccessToken(db, token)
  })
}

/** Two that are made at the same time must not both be the last one, or have the same name. */
async function lockTokens(db: Db, owner: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey(`tokens:${owner}`)})`.execute(db)
}

/** Ends a token: its maker's own, one of a project whose tokens the caller manages, or the one they call with. */
export async function revokeToken(
  context: Context,
  { token: id, clientMutationId = null }: RevokeTokenInput,
): Promise<Revoked> {
  const { app, access } = context
  signedIn(access)
  const row = await readAccessToken(app.db, id)
  if (row === null || !(await mayRevoke(context, row))) return { token: null, problems: [noToken()], clientMutationId }
  const revoked = await write(app.db, (tx) => {
    recordIn(tx, access.attempt, { project: row.project, detail: { token: id, name: row.name } })
    return revokeAccessToken(tx.db, id, tx.now)
  })
  return { token: revoked, problems: [], clientMutationId }
}

async function mayRevoke(context: Context, row: AccessTokenRow): Promise<boolean> {
  const { access } = context
  const { caller } = access
  if (caller.type === 'token') return caller.token === row.id
  if (access.isOperator) return true
  if (row.kind === 'PERSONAL') return access.email !== null && row.createdBy === access.email.toLowerCase()
  const project = row.project === null ? null : await context.load.project.load(row.project)
  return project !== null && access.to('manageTokens', project).allowed
}
