'use client'

import { Ban, RotateCcw, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import {
  CancelOperationDocument,
  RetryOperationDocument,
  RevertOperationDocument,
  type OperationViewFragment,
} from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { reasonOf } from '../design/reason.ts'
import { useChange } from '../graph/use-change.ts'
import { useOutcome } from '../problems/use-outcome.ts'

/** What can be done with an operation; what cannot says why. */
export function OperationActs({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  const [isCancelling, cancel] = useChange(CancelOperationDocument)
  const [isRetrying, retry] = useChange(RetryOperationDocument)
  const [isReverting, revert] = useChange(RevertOperationDocument)
  const follow = useOutcome()
  const input = { operation: operation.id }
  const { viewerCan, finishedAt, state } = operation
  return (
    <>
      {finishedAt === null && (
        <Button
          isPending={isCancelling}
          reason={reasonOf(viewerCan.cancel, words('notNow'))}
          onPress={() => void cancel({ input }).then((changed) => follow(changed, (data) => data.cancelOperation))}
        >
          <Ban aria-hidden />
          {words('cancel')}
        </Button>
      )}
      {finishedAt !== null && (
        <Button
          isPending={isReverting}
          reason={reasonOf(viewerCan.revert, words('notNow'))}
          onPress={() => void revert({ input }).then((changed) => follow(changed, (data) => data.revertOperation))}
        >
          <Undo2 aria-hidden />
          {words('revert')}
        </Button>
      )}
      {(state === 'FAILED' || state === 'CANCELLED') && (
        <Button
          look="main"
          isPending={isRetrying}
          reason={reasonOf(viewerCan.retry, words('notNow'))}
          onPress={() => void retry({ input }).then((changed) => follow(changed, (data) => data.retryOperation))}
        >
          <RotateCcw aria-hidden />
          {words('retry')}
        </Button>
      )}
    </>
  )
}
