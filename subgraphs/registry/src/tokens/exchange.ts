import { randomUUID } from 'node:crypto'
import {
  accessTokenHash,
  newAccessToken,
  shownAccessTokenStart,
} from '@operations-manager/runtime/access-token/access-token.ts'
import type { ExchangeAnswer } from '@operations-manager/schema/access-token/internal.ts'
import type { TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import { scopes as allScopes } from '../access/scopes.ts'
import { attemptBy, recordIn } from '../audit/attempt.ts'
import type { App } from '../context.ts'
import { putAccessToken } from '../store/access-tokens.ts'
import type { AuditSource } from '../store/audit-record.ts'
import { isOfAccount, readStanding } from '../store/sign-ins.ts'
import type { TokenRuleRow } from '../store/tables.ts'
import { listTokenRules, noteRuleUsed, useIdentity } from '../store/token-rules.ts'
import { write } from '../store/write.ts'
import { claimsFit } from './claims.ts'
import { createIdentities, type Identity } from './identities.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const identityTypes: ReadonlySet<string> = new Set([
  'urn:ietf:params:oauth:token-type:id_token',
  'urn:ietf:params:oauth:token-type:jwt',
])
const action = 'exchangeToken'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** Exchanges a pipeline's identity for a token, as RFC 8693 says it; errors as in RFC 6749 §5.2. */
export type Exchange = (form: URLSearchParams, source: AuditSource) => Promise<ExchangeAnswer>

type Request = {
  readonly project: string
  readonly identity: string
  readonly scopes: readonly TokenScopeWord[] | null
}

export function createExchange(app: App): Exchange {
  const { ci } = app.tokens
  const verify = ci === null ? null : createIdentities(ci)
  const answer = async (form: URLSearchParams, source: AuditSource): Promise<ExchangeAnswer> => {
    const request = readRequest(form)
    if ('status' in request) return request
    if (verify === null) return refuse('invalid_request', 'This installation exchanges no identities.')
    const verified = await verify(request.identity)
    switch (verified.type) {
      case 'away':
        return {
          ...refuse('temporarily_unavailable', 'The issuer cannot be asked now.'),
          status: 503,
          retryAfterSeconds: 5,
        }
      case 'refused':
        return refuse('invalid_grant', verified.because)
      case 'identity':
        return await give(app, request, verified.identity, source)
    }
  }
  return async (form, source) => {
    const answered = await answer(form, source)
    if (answered.status === 400) await recordRefusal(app, form, source, answered)
    return answered
  }
}

function readRequest(form: URLSearchParams): Request | ExchangeAnswer {
  const single = (name: string): string | null => {
    const values = form.getAll(name)
    return values.length === 1 ? (values[0] ?? null) : null
  }
  if (single('grant_type') !== grantType) return refuse('unsupported_grant_type', `Send grant_type=${grantType}.`)
  const identity = single('subject_token')
  const project = single('audience')
  if (identity === null || identity === '')
    return refuse('invalid_request', 'Send the identity as subject_token, once.')
  if (!identityTypes.has(single('subject_token_type') ?? '')) {
    return refuse('invalid_request', `Send subject_token_type, one of ${[...identityTypes].join(', ')}.`)
  }
  if (project === null || project === '')
    return refuse('invalid_request', 'Send the name of the project as audience, once.')
  if ((single('requested_token_type') ?? accessTokenType) !== accessTokenType) {
    return refuse('invalid_request', `Only ${accessTokenType} is given.`)
  }
  const wanted = form.has('scope') ? (single('scope') ?? '').split(' ') : null
  if (wanted === null) return { project, identity, scopes: null }
  const scopes = allScopes.filter((scope) => wanted.includes(scope))
  if (scopes.length !== wanted.length) return refuse('invalid_scope', `Scopes are ${allScopes.join(', ')}.`)
  return { project, identity, scopes }
}

// A project that is not there answers as one without a rule that fits: strangers must not be able to tell.
const noRule = 'No rule of this project fits the identity.'

async function give(
  app: App,
  { project, scopes }: Request,
  identity: Identity,
  source: AuditSource,
): Promise<ExchangeAnswer> {
  const rules = await listTokenRules(app.db, project)
  const fitting = await goodRules(
    app,
    rules.filter((rule) => rule.issuer === identity.issuer && claimsFit(rule.claims, identity.claims)),
  )
  if (fitting.length === 0) return refuse('invalid_grant', noRule)
  // The first by name, so that the same identity always gets the same.
  const rule = fitting.find((one) => scopes === null || scopes.every((scope) => covers(one.scopes, scope)))
  if (rule === undefined) return refuse('invalid_scope', 'The rule that fits the identity gives narrower scopes.')
  const secret = newAccessToken('CI')
  const now = new Date()
  const granted = scopes ?? rule.scopes
  const expiresAt = new Date(now.getTime() + rule.lifetimeSeconds * 1000)
  const isFirst = await write(app.db, async (tx) => {
    const { db } = tx
    if (!(await useIdentity(db, { issuer: identity.issuer, id: identity.id, expiresAt: identity.expiresAt })))
      return false
    const token = await putAccessToken(db, {
      id: randomUUID(),
      hash: accessTokenHash(secret.reveal()),
      prefix: shownAccessTokenStart(secret.reveal()),
      kind: 'CI',
      name: `${rule.name}: ${subjectOf(identity)}`,
      project,
      scopes: granted,
      deployments: rule.deployments,
      documents: null,
      rule: rule.name,
      maker: rule.maker,
      createdBy: rule.createdBy,
      expiresAt,
    })
    await noteRuleUsed(db, rule, now)
    const actor = { type: 'token', token: token.id, name: token.name, createdBy: token.createdBy } as const
    const detail = { rule: rule.name, issuer: identity.issuer, subject: subjectOf(identity) }
    recordIn(tx, attemptBy(actor, action, source), { project, detail })
    return true
  })
  if (!isFirst) return refuse('invalid_grant', 'The identity was exchanged already. Ask the forge for another one.')
  return {
    status: 200,
    body: {
      access_token: secret.reveal(),
      issued_token_type: accessTokenType,
      token_type: 'Bearer',
      expires_in: rule.lifetimeSeconds,
      scope: granted.join(' '),
    },
  }
}

/** Those whose maker's address still belongs to the account that made them. */
async function goodRules(app: App, rules: readonly TokenRuleRow[]): Promise<readonly TokenRuleRow[]> {
  const standings = await Promise.all(rules.map(({ createdBy }) => readStanding(app.db, createdBy)))
  return rules.filter((rule, index) => isOfAccount(standings[index]?.boundTo ?? null, rule))
}

/** What somebody tried who got no token is recorded too, under the name that they gave. */
async function recordRefusal(
  app: App,
  form: URLSearchParams,
  source: AuditSource,
  answer: ExchangeAnswer,
): Promise<void> {
  const attempt = attemptBy({ type: 'anonymous' }, action, source)
  const project = form.get('audience')
  const isName = project !== null && /^[a-z0-9-]{1,63}$/.test(project)
  const because = { error: String(answer.body['error']) }
  await app.recorder.record(attempt, { project: isName ? project : null, result: 'DENIED', detail: because })
}

/** Scopes include those before them. */
function covers(held: readonly TokenScopeWord[], wanted: TokenScopeWord): boolean {
  return held.some((scope) => allScopes.indexOf(scope) >= allScopes.indexOf(wanted))
}

/** Whose identity it is, for people; it comes from outside, so it is cut to what a name may be. */
function subjectOf({ claims }: Identity): string {
  return String(claims['sub'])
    .replaceAll(/[\p{Cc}<>]/gu, ' ')
    .slice(0, 200)
}

function refuse(error: string, error_description: string): ExchangeAnswer {
  return { status: 400, body: { error, error_description } }
}
