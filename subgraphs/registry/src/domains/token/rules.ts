import type {
  PutTokenRuleInput,
  RemoveTokenRuleInput,
  ResolversTypes,
  SetTokenSettingsInput,
} from '@operations-manager/schema/generated/registry.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { recordIn } from '../../audit/attempt.ts'
import { actorOf } from '../../changes/actor.ts'
import type { Context } from '../../context.ts'
import { revokeAccessTokensOf } from '../../store/access-tokens.ts'
import { listTokenRules, putMaximumTokenDays, putTokenRule, removeTokenRule } from '../../store/token-rules.ts'
import { write } from '../../store/write.ts'
import { boundProblems, nameProblems } from '../../tokens/check.ts'
import { claimProblems } from '../../tokens/claims.ts'
import { isProblem, makerOf, managedProject } from './manage.ts'
import { maximumDays } from './tokens.ts'
import { storedScopes } from './view.ts'

type RulePayload = Awaited<Exclude<ResolversTypes['TokenRulePayload'], Promise<unknown>>>
type SettingsPayload = Awaited<Exclude<ResolversTypes['TokenSettingsPayload'], Promise<unknown>>>

const mostRules = 50

/** Adds a rule or changes it; whoever does so stands for its tokens from then on. */
export async function putRule(context: Context, input: PutTokenRuleInput): Promise<RulePayload> {
  const { clientMutationId = null, name, issuer, claims } = input
  const refused = (problems: readonly Problem[]): RulePayload => ({ rule: null, problems, clientMutationId })
  const maker = makerOf(context)
  const project = await managedProject(context, input.project)
  if (isProblem(project)) return refused([project])
  const lifetimeMinutes = input.lifetimeMinutes ?? 15
  const deployments = input.deployments ?? null
  const problems = [
    ...nameProblems(name),
    ...boundProblems({ scopes: input.scopes, deployments }),
    ...claimProblems(claims),
    ...issuerProblems(context, issuer),
    ...lifetimeProblems(lifetimeMinutes),
    ...(await countProblems(context, project.name, name)),
  ]
  if (problems.length > 0) return refused(problems)
  const rule = await write(context.app.db, async (tx) => {
    const { db, now } = tx
    const scopes = storedScopes(input.scopes)
    const shown = claims.map(({ name: claim, pattern }) => `${claim}=${pattern}`)
    const detail = { rule: name, issuer, claims: shown, scopes, deployments, lifetimeMinutes }
    recordIn(tx, context.access.attempt, { project: project.name, detail })
    // What the rule gave before may be more than it gives now.
    await revokeAccessTokensOf(db, { project: project.name, rule: name }, now)
    return putTokenRule(db, {
      project: project.name,
      name,
      issuer,
      claims: claims.map((claim) => ({ name: claim.name, pattern: claim.pattern })),
      scopes,
      deployments,
      lifetimeSeconds: lifetimeMinutes * 60,
      maker: actorOf(maker),
      createdBy: maker.email,
      createdAt: now,
    })
  })
  return { rule, problems: [], clientMutationId }
}

function issuerProblems({ app }: Context, issuer: string): readonly Problem[] {
  const issuers = app.tokens.ci?.issuers ?? []
  if (issuers.includes(issuer)) return []
  const message =
    issuers.length === 0
      ? 'This installation exchanges no identities. Its operators list the forges in CI_ISSUERS.'
      : `The operators of this installation listed ${issuers.join(', ')}, and not this issuer.`
  return [problem('INPUT_INVALID', message, { path: ['issuer'], validValues: [...issuers] })]
}

function lifetimeProblems(minutes: number): readonly Problem[] {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 60) return []
  return [problem('INPUT_INVALID', 'Such a token lives for 1 to 60 minutes.', { path: ['lifetimeMinutes'] })]
}

async function countProblems({ app }: Context, project: string, name: string): Promise<readonly Problem[]> {
  const rules = await listTokenRules(app.db, project)
  if (rules.length < mostRules || rules.some((rule) => rule.name === name)) return []
  return [problem('LIMIT_EXCEEDED', `The project has ${rules.length} rules, and the limit is ${mostRules}.`)]
}

/** Removes a rule, and ends what it gave. */
export async function removeRule(context: Context, input: RemoveTokenRuleInput): Promise<RulePayload> {
  const { clientMutationId = null, name } = input
  makerOf(context)
  const project = await managedProject(context, input.project)
  if (isProblem(project)) return { rule: null, problems: [project], clientMutationId }
  const rule = await write(context.app.db, async (tx) => {
    const { db, now } = tx
    const removed = await removeTokenRule(db, project.name, name)
    if (removed === null) return null
    await revokeAccessTokensOf(db, { project: project.name, rule: name }, now)
    recordIn(tx, context.access.attempt, { project: project.name, detail: { rule: name } })
    return removed
  })
  const missing = problem('NOT_FOUND', `The project has no rule "${name}".`, { path: ['name'] })
  return { rule, problems: rule === null ? [missing] : [], clientMutationId }
}

/** Sets how long new tokens of a project may live; those that exist stay as they are. */
export async function setSettings(context: Context, input: SetTokenSettingsInput): Promise<SettingsPayload> {
  const { clientMutationId = null, maximumDays: days = null } = input
  makerOf(context)
  const project = await managedProject(context, input.project)
  if (isProblem(project)) return { settings: null, problems: [project], clientMutationId }
  const { maximumDays: most } = context.app.tokens
  if (days !== null && (days < 1 || days > most)) {
    const message = `Tokens live between 1 and ${most} days in this installation.`
    const problems = [problem('INPUT_INVALID', message, { path: ['maximumDays'] })]
    return { settings: null, problems, clientMutationId }
  }
  await write(context.app.db, async (tx) => {
    recordIn(tx, context.access.attempt, { project: project.name, detail: { maximumDays: days } })
    await putMaximumTokenDays(tx.db, project.name, days)
  })
  return { settings: await settingsOf(context, project.name), problems: [], clientMutationId }
}

/** What tokens of a project are like, by its own settings and those of the installation. */
export async function settingsOf(context: Context, project: string) {
  const { maximumDays: installationMaximumDays, ci } = context.app.tokens
  const { issuers = [], audience = null } = ci ?? {}
  return { maximumDays: await maximumDays(context, project), installationMaximumDays, issuers, audience }
}
