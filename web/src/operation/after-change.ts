import type { OperationChangedSubscription, OperationViewFragment } from '../../generated/graph.ts'
import { isOver } from './graph/step.ts'

export type OperationEvent = OperationChangedSubscription['operation']

/**
 * An operation after one event of it. A step carries all that it is, so it takes the place of the one before; events
 * that come twice change nothing. What begins a stream says only where it begins.
 */
export function afterChange(view: OperationViewFragment, event: OperationEvent): OperationViewFragment {
  const { change, operation } = event
  switch (change.type) {
    case 'PRESENT':
    case 'CURSOR_EXPIRED':
      return view
    case 'STATE':
    case 'STEP':
    case 'TARGET':
      return {
        ...view,
        ...operation,
        steps: change.step === null ? view.steps : withStep(view.steps, change.step, event.at),
        targets: withTarget(view.targets, event),
      }
    default:
      return change.type satisfies never
  }
}

type Steps = OperationViewFragment['steps']
type Targets = OperationViewFragment['targets']

/** An event does not say when its step began or ended, but it came when that happened. */
function withStep(steps: Steps, step: Steps[number], at: string): Steps {
  const index = steps.findIndex(({ key }) => key === step.key)
  const hasEnded = isOver(step)
  const startedAt = step.startedAt ?? steps[index]?.startedAt ?? (hasEnded || step.state === 'PENDING' ? null : at)
  const timed = { ...step, startedAt, finishedAt: step.finishedAt ?? (hasEnded ? at : null) }
  return index === -1 ? [...steps, timed] : steps.with(index, timed)
}

const finalStates: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'SUPERSEDED'])

function withTarget(targets: Targets, { at, change: { deployment, targetState } }: OperationEvent): Targets {
  if (deployment === null || targetState === null) return targets
  return targets.map((target) =>
    target.name === deployment
      ? {
          ...target,
          state: targetState,
          startedAt: target.startedAt ?? (targetState === 'RUNNING' ? at : null),
          finishedAt: target.finishedAt ?? (finalStates.has(targetState) ? at : null),
          waitingFor: null,
        }
      : target,
  )
}
