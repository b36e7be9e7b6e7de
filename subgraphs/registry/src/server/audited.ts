import { defaultFieldResolver, GraphQLError, type GraphQLSchema } from 'graphql'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { attemptOf, type Attempt, type Facts } from '../audit/attempt.ts'
import { namedIn, type Named } from '../audit/target.ts'
import { projectNameIn } from '../changes/project-name.ts'
import type { Context } from '../context.ts'
import type { AuditResult } from '../store/audit-record.ts'
import { readOperation } from '../store/operations.ts'
import { readProject } from '../store/projects.ts'

/** What every mutation's payload has. */
type Payload = { readonly problems: readonly Problem[]; readonly operation?: { readonly id: string } | null }
type Args = Readonly<Record<string, unknown>>

/**
 * Puts itself around every root field, so that none that is added can forget it. What a mutation changes is recorded
 * in its own transaction; this records what changed nothing: what was refused, denied, or failed.
 */
export function audited(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver
    field.resolve = (source, args, context: Context, info) =>
      recorded(context, field.name, args, () => resolve(source, args, context, info))
  }
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver
    field.resolve = async (source, args, context: Context, info) => {
      try {
        const value: unknown = await resolve(source, args, context, info)
        if (value === null) await recordUnseen(context, field.name, args)
        return value
      } catch (error) {
        await recordDenied(context, field.name, args, error)
        throw error
      }
    }
  }
  return schema
}

/** Mutations of one request run one after the other, so the context holds the attempt that is made now. */
async function recorded(context: Context, field: string, args: Args, run: () => unknown): Promise<unknown> {
  const attempt = attemptOf(context.caller, field, context)
  context.access = { ...context.access, attempt }
  try {
    const payload = (await run()) as Payload // so says the SDL of every mutation
    await recordPayload(context, attempt, args, payload)
    return payload
  } catch (error) {
    await record(context, attempt, args, resultOf(error))
    throw error
  }
}

async function recordPayload(context: Context, attempt: Attempt, args: Args, payload: Payload): Promise<void> {
  const problems = [...new Set(payload.problems.map(({ code }) => code))]
  const isDry = (args['input'] as Args | undefined)?.['dryRun'] === true
  if (attempt.isRecorded || (isDry && !problems.includes('NOT_FOUND'))) return
  const result = problems.length > 0 ? 'REFUSED' : 'ACCEPTED'
  await record(context, attempt, args, { result, problems, operation: payload.operation?.id ?? null }, isDry)
}

/** A question or a stream that needs a right which the caller does not have. */
export async function recordDenied(context: Context, field: string, args: Args, error: unknown): Promise<void> {
  const { result, problems } = resultOf(error)
  if (result === 'DENIED') await record(context, attemptOf(context.caller, field, context), args, { result, problems })
  if (problems.includes('NOT_FOUND')) await recordUnseen(context, field, args)
}

/** Somebody asks for what is there and not theirs to see; they are told that it is not there. */
async function recordUnseen(context: Context, field: string, args: Args): Promise<void> {
  const facts = { result: 'REFUSED', problems: ['NOT_FOUND'] } as const
  await record(context, attemptOf(context.caller, field, context), args, facts, true)
}

type Outcome = {
  readonly result: AuditResult
  readonly problems: readonly string[]
  readonly operation?: string | null
}

/** `onlyDenied`: it is recorded only if it turns out that a right was missing. */
async function record(
  context: Context,
  attempt: Attempt,
  args: Args,
  outcome: Outcome,
  onlyDenied = false,
): Promise<void> {
  const facts = await factsOf(context, namedOf(attempt, args), outcome)
  if (!onlyDenied || facts.result === 'DENIED') await context.app.recorder.record(attempt, facts)
}

function namedOf({ action }: Attempt, args: Args): Named {
  const named = namedIn(action, args)
  const file = (args['input'] as Args | undefined)?.['file']
  return action === 'applyProjectFile' && typeof file === 'string' ? { ...named, project: projectNameIn(file) } : named
}

/** The target as it is there; names of what is not are left out, so that nobody writes into the trail of others. */
async function factsOf({ app, access }: Context, named: Named, outcome: Outcome): Promise<Facts> {
  try {
    const view = named.operation === null ? null : await readOperation(app.db, named.operation)
    const name = view?.operation.project ?? named.project
    const project = name === null ? null : await readProject(app.db, name)
    const isHidden = project !== null && !access.to('read', project).allowed
    const isDenied = outcome.result === 'REFUSED' && outcome.problems.includes('NOT_FOUND') && isHidden
    return {
      ...named,
      project: project?.name ?? null,
      deployment: project === null ? null : named.deployment,
      operation: outcome.operation ?? view?.operation.id ?? null,
      result: isDenied ? 'DENIED' : outcome.result,
      problems: outcome.problems,
    }
  } catch (error) {
    app.log.warn({ err: error }, 'the target of an attempt cannot be read; it is recorded without one')
    return { result: outcome.result, problems: outcome.problems }
  }
}

const denials = new Set<unknown>(['UNAUTHENTICATED', 'FORBIDDEN'])
const mistakes = new Set<unknown>(['NOT_FOUND', 'BAD_USER_INPUT', 'RATE_LIMITED', 'PERSISTED_QUERY_REQUIRED'])

function resultOf(error: unknown): { readonly result: AuditResult; readonly problems: readonly string[] } {
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined
  if (typeof code !== 'string') return { result: 'FAILED', problems: ['INTERNAL'] }
  return { result: denials.has(code) ? 'DENIED' : mistakes.has(code) ? 'REFUSED' : 'FAILED', problems: [code] }
}
