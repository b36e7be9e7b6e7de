import type { OperationChange, SubscriptionOperationArgs } from '@operations-manager/schema/generated/registry.ts'
import type { StepModel } from '@operations-manager/schema/registry/models.ts'
import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Context } from '../context.ts'
import { visibleDeployment } from '../domains/deployment/read.ts'
import { topLevel } from '../domains/errors.ts'
import { visibleOperation } from '../domains/operation/read.ts'
import type { StoredEvent } from '../store/event-change.ts'
import type { Delivery, Topic } from './topic.ts'

type Change = Omit<OperationChange, 'step' | 'state' | 'targetState'> &
  Pick<OperationChange, 'state' | 'targetState'> & { readonly step: StepModel | null }

const nothing = { state: null, deployment: null, targetState: null, step: null }

/** One operation: ends with the change after which nothing of it changes any more. */
export const operationTopic: Topic<SubscriptionOperationArgs> = {
  open: async (context, { id }) => {
    const view = await visibleOperation(context, id)
    if (view === null) throw topLevel('NOT_FOUND', 'There is no operation of this id that you may see.')
    const still = (type: 'PRESENT' | 'CURSOR_EXPIRED', message: string): Change => ({ ...nothing, type, message })
    const deliver = (now: Context, place: Place, change: Change, deployment: string | null) =>
      delivery(now, id, { ...place, change }, deployment)
    return {
      selection: { type: 'operation', id: view.operation.id },
      present: (now, place) => deliver(now, place, still('PRESENT', 'This is how it is now.'), null),
      expired: (place, now) => deliver(now, place, still('CURSOR_EXPIRED', expiredMessage), null),
      change: async (now, event) => {
        const change = changeOf(event)
        return change === null ? null : deliver(now, event, change, event.deployment)
      },
    }
  },
}

export const expiredMessage =
  'The cursor is too old: what came in between is no longer kept. The present state follows.'

type Place = { readonly cursor: string; readonly at: Date }

async function delivery(
  context: Context,
  id: string,
  value: Place & { readonly change: Change },
  deployment: string | null,
): Promise<Delivery> {
  const view = await visibleOperation(context, id)
  if (view === null) throw topLevel('NOT_FOUND', 'There is no operation of this id that you may see.')
  const { operation } = view
  const row = deployment === null ? null : await visibleDeployment(context, deployment)
  const { cursor, at, change } = value
  // Several changes are often stored at once: the operation may have ended, and what led to it is still to come.
  const isLast = operation.finishedAt !== null && (change.type === 'PRESENT' || change.state === operation.state)
  return { value: { cursor, at, change, operation, deployment: row }, isLast }
}

function changeOf({ change, deployment }: StoredEvent): Change | null {
  const name = deployment === null ? null : (parseDeploymentId(deployment)?.deployment ?? null)
  switch (change.type) {
    case 'operation':
      return { ...nothing, type: 'STATE', state: change.state, message: `The operation is ${change.state}.` }
    case 'target': {
      const targetState = change.state === 'SAVED' ? 'OPEN' : change.state
      const message = change.waitingFor?.message ?? `${name ?? 'A deployment'} is ${targetState}.`
      return { ...nothing, type: 'TARGET', deployment: name, targetState, message }
    }
    case 'step': {
      const step = { ...change, deployment: deployment ?? '', startedAt: null, finishedAt: null }
      return { ...nothing, type: 'STEP', deployment: name, step, message: change.message }
    }
    default:
      return null
  }
}
