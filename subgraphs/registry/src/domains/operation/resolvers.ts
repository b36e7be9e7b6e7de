import type { OperationKind, Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { encodeGlobalId, parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { renew, type Context } from '../../context.ts'
import { isFinal } from '../../store/operation-state.ts'
import { visibleDeployment } from '../deployment/read.ts'
import { visibleProject } from '../visibility.ts'
import { shownActor } from './actor.ts'
import { operationPermissions } from './permissions.ts'
import { operationIfVisible, viewOf, visibleOperation } from './read.ts'
import { shownProgress, stepsOf, targetProgress, targetSteps } from './view.ts'
import { waitFor, waitMs } from './wait.ts'
import { operationWaiting, targetWaiting } from './waiting.ts'

export const operationResolvers: Resolvers<Context> = {
  Query: {
    operation: async (_, args, context) => {
      const view = await visibleOperation(context, args.id)
      if (view === null || args.waitUntil === null || args.waitUntil === undefined) return view?.operation ?? null
      const until = {
        milestone: args.waitUntil,
        deployment: args.deployment ?? null,
        timeoutMs: waitMs(args.timeoutSeconds),
      }
      await waitFor(context.app, view.operation.id, until)
      await renew(context)
      return (await visibleOperation(context, args.id))?.operation ?? null
    },
  },
  Operation: {
    id: ({ id }) => encodeGlobalId('Operation', id),
    kind: ({ kind }) => kind as OperationKind, // what `changes` records
    project: (operation, _, context) =>
      operation.project === null ? null : visibleProject(context, operation.project),
    retryOf: ({ retryOf }, _, context) => operationIfVisible(context, retryOf),
    requestedBy: ({ requestedBy }) => requestedBy,
    progress: async (operation, _, context) => shownProgress(context, await viewOf(context, operation)),
    targets: async (operation, _, context) => (await viewOf(context, operation)).targets,
    steps: async (operation, _, context) => stepsOf(await viewOf(context, operation)),
    waitingFor: async (operation, _, context) => operationWaiting(context, await viewOf(context, operation)),
    problems: async (operation, _, context) => {
      const { targets } = await viewOf(context, operation)
      return [...operation.problems, ...targets.flatMap((target) => target.problems)]
    },
    isSimulated: async (operation, _, context) =>
      (await viewOf(context, operation)).steps.some(({ proofs }) => proofs.some(({ from }) => from === 'SIMULATED')),
    viewerCan: async (operation, _, context) => operationPermissions(context, await viewOf(context, operation)),
  },
  OperationTarget: {
    name: ({ deployment }) => parseDeploymentId(deployment)?.deployment ?? '',
    // Somebody may see what they asked for themselves, and not what there is of its project.
    deployment: ({ deployment }, _, context) => visibleDeployment(context, deployment),
    state: ({ state }) => (state === 'SAVED' ? 'OPEN' : state),
    isRemoval: async (target, _, { load }) => (await load.deployment.load(target.deployment))?.wished !== true,
    progress: (target, _, context) => targetProgress(context, target),
    steps: (target, _, context) => targetSteps(context, target),
    waitingFor: (target, _, context) => targetWaiting(context, target),
    supersededBy: ({ supersededBy }, _, context) => operationIfVisible(context, supersededBy),
    startedAt: ({ startedAt }) => startedAt,
    finishedAt: (target) => (isFinal(target.state) ? target.finishedAt : null),
  },
  Step: {
    key: ({ step }) => step,
    deployment: ({ deployment }) => parseDeploymentId(deployment)?.deployment ?? '',
    attempts: ({ attempt }) => attempt,
    title: ({ title }, { language }, { app }) => (language === 'NL' ? app.dutchTitle(title) : title),
  },
  Actor: {
    type: (actor) => shownActor(actor).type,
    name: (actor) => shownActor(actor).name,
    email: (actor) => shownActor(actor).email ?? null,
    madeBy: (actor) => shownActor(actor).madeBy ?? null,
    isVerified: (actor) => shownActor(actor).isVerified,
  },
  Waiting: { since: ({ since }) => since ?? null },
}
