import type { Progress } from '@operations-manager/schema/generated/registry.ts'
import type { StepModel, TargetModel } from '@operations-manager/schema/registry/models.ts'
import type { Context } from '../../context.ts'
import type { OperationView } from '../../store/operations.ts'
import { progressOf } from '../../store/progress.ts'
import { viewOf } from './read.ts'

/** The steps of an operation's targets, target by target. */
export function stepsOf({ targets, steps }: OperationView): StepModel[] {
  return targets.flatMap((target) => steps.filter((step) => step.deployment === target.deployment))
}

/** The steps of one target. */
export async function targetSteps(context: Context, target: TargetModel): Promise<StepModel[]> {
  const { steps } = await viewOf(context, { id: target.operation })
  return steps.filter((step) => step.deployment === target.deployment)
}

/** How far one target is. */
export async function targetProgress(context: Context, target: TargetModel): Promise<Progress> {
  const view = await viewOf(context, { id: target.operation })
  return shownProgress(context, {
    ...view,
    targets: view.targets.filter(({ deployment }) => deployment === target.deployment),
    steps: view.steps.filter(({ deployment }) => deployment === target.deployment),
  })
}

/** How far an operation, or a part of it, is. */
export async function shownProgress(context: Context, view: OperationView): Promise<Progress> {
  const { project } = view.operation
  const history = project === null ? new Map<string, number>() : await context.load.stepHistory.load(project)
  const { estimatedSeconds, ...progress } = progressOf(view, history, new Date())
  return { ...progress, estimatedSecondsLeft: estimatedSeconds }
}
