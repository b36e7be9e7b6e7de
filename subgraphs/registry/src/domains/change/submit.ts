import type { MutationResolvers, ResolversTypes } from '@operations-manager/schema/generated/registry.ts'
import { differencesOf } from '../../changes/differences.ts'
import type { DirectKind } from '../../changes/direct.ts'
import type { EditKind } from '../../changes/kinds.ts'
import type { About } from '../../changes/operations.ts'
import { previewOf } from '../../changes/preview.ts'
import type { Submitted } from '../../changes/submitted.ts'
import { touching } from '../../changes/plan.ts'
import { renew, type Context } from '../../context.ts'
import { visibleProject } from '../visibility.ts'

/** A mutation's resolver, as the graph types it. */
export type Mutation<Name extends keyof MutationResolvers> = Extract<
  NonNullable<MutationResolvers<Context>[Name]>,
  (...args: never[]) => unknown
>

type Payload = Awaited<Exclude<ResolversTypes['ChangePayload'], Promise<unknown>>>

/** What inputs have in common; each has some of it. */
type Common = {
  readonly expectedRevision?: string | null
  readonly idempotencyKey?: string | null
  readonly confirm?: string | null
  readonly retained?: 'RESTORE' | 'DISCARD' | null
  readonly dryRun?: boolean | null
  readonly clientMutationId?: string | null
}

/** What inputs have in common, with nothing left open. */
export function commonOf(input: Common) {
  return {
    expectedRevision: input.expectedRevision ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    confirm: input.confirm ?? null,
    retained: input.retained ?? null,
    dryRun: input.dryRun ?? false,
  }
}

const commonKeys = new Set([
  'project',
  'expectedRevision',
  'idempotencyKey',
  'confirm',
  'retained',
  'dryRun',
  'clientMutationId',
])

/** Sends a change of a project's file on its way and answers with what became of it. */
export async function submit(
  context: Context,
  kind: EditKind,
  project: string,
  input: Common & object,
  own?: Readonly<Record<string, unknown>>,
): Promise<Payload> {
  const { idempotencyKey, dryRun, ...consent } = commonOf(input)
  const fields = own ?? Object.fromEntries(Object.entries(input).filter(([key]) => !commonKeys.has(key)))
  const request = { kind, project, input: fields, ...consent }
  const submission = { access: context.access, request, idempotencyKey, dryRun }
  return payload(context, input, await context.app.changes.submit(submission))
}

type DirectInput = Common & {
  readonly project: string
  readonly deployment: string
  readonly component?: string | null
  readonly service?: string | null
}

/** Asks the cluster of a deployment for something. */
export async function direct(context: Context, kind: DirectKind, input: DirectInput): Promise<Payload> {
  const { confirm, idempotencyKey, dryRun } = commonOf(input)
  const { project, deployment, component = null, service = null } = input
  const request = {
    access: context.access,
    kind,
    project,
    deployment,
    component,
    service,
    confirm,
    idempotencyKey,
    dryRun,
  }
  return payload(context, input, await context.app.changes.direct(request))
}

/** A wish about an operation. */
export function about(context: Context, operation: string | null, input: Common): About {
  return { ...commonOf(input), access: context.access, operation }
}

/** The payload of every change: the project and the operation as they are now. */
export async function payload(context: Context, input: Common, submitted: Partial<Submitted>): Promise<Payload> {
  await renew(context)
  const { project, operation, problems = [], notices = [], before = null, after = null, targets = [] } = submitted
  const view = operation === null || operation === undefined ? null : await context.load.operation.load(operation)
  const clusters = targets.length === 0 ? new Map() : await context.load.clusters()
  return {
    project: project === undefined ? null : await visibleProject(context, project),
    operation: view?.operation ?? null,
    problems,
    notices,
    differences: differencesOf(before, after, context.app),
    targets: touching(targets).map((plan) => previewOf(plan, clusters)),
    clientMutationId: input.clientMutationId ?? null,
  }
}
