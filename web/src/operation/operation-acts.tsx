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
import { useAct } from '../problems/use-act.ts'

/** What can be done with an operation; what cannot says why. */
export function OperationActs({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  const [isCancelling, cancel] = useAct(CancelOperationDocument, (data) => data.cancelOperation)
  const [isRetrying, retry] = useAct(RetryOperationDocument, (data) => data.retryOperation)
  const [isReverting, revert] = useAct(RevertOperationDocument, (data) => data.revertOperation)
  const input = { operation: operation.id }
  const { viewerCan, finishedAt, state } = operation
  return (
    <>
      {finishedAt === null && (
        <Button
          isPending={isCancelling}
          reason={reasonOf(viewerCan.cancel, words('notNow'))}
          onPress={() => void cancel({ input })}
        >
          <Ban aria-hidden />
          {words('cancel')}
        </Button>
      )}
      {finishedAt !== null && (
        <Button
          isPending={isReverting}
          reason={reasonOf(viewerCan.revert, words('notNow'))}
          onPress={() => void revert({ input })}
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
          onPress={() => void retry({ input })}
        >
          <RotateCcw aria-hidden />
          {words('retry')}
        </Button>
      )}
    </>
  )
}
