'use client'

import { Ban, RotateCcw, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { toast } from '../design/toasts.tsx'
import { useTranslations } from 'use-intl'
import {
  CancelOperationDocument,
  RetryOperationDocument,
  RevertOperationDocument,
  type OperationActFragment,
  type OperationViewFragment,
} from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { reasonOf } from '../design/reason.ts'
import { useChange, type Changed } from '../graph/use-change.ts'

/** What can be done with an operation; what cannot says why. */
export function OperationActs({ operation }: { readonly operation: OperationViewFragment }) {
  const words = useTranslations('operation')
  const router = useRouter()
  const [isCancelling, cancel] = useChange(CancelOperationDocument)
  const [isRetrying, retry] = useChange(RetryOperationDocument)
  const [isReverting, revert] = useChange(RevertOperationDocument)
  const input = { operation: operation.id }
  const { viewerCan, finishedAt, state } = operation
  const tell = (act: OperationActFragment | null, failure: string): void => {
    const [problem] = act?.problems ?? []
    if (act === null || problem !== undefined) toast.error(problem?.message ?? failure)
    else if (act.operation !== null && act.operation.id !== operation.id) router.push(`/operations/${act.operation.id}`)
  }
  const press = async <Data,>(
    asked: Promise<Changed<Data>>,
    of: (data: Data) => OperationActFragment,
  ): Promise<void> => {
    const changed = await asked
    if ('data' in changed) tell(of(changed.data), '')
    else tell(null, changed.failure)
  }
  return (
    <>
      {finishedAt === null && (
        <Button
          isPending={isCancelling}
          reason={reasonOf(viewerCan.cancel, words('notNow'))}
          onPress={() => void press(cancel({ input }), (data) => data.cancelOperation)}
        >
          <Ban aria-hidden />
          {words('cancel')}
        </Button>
      )}
      {finishedAt !== null && (
        <Button
          isPending={isReverting}
          reason={reasonOf(viewerCan.revert, words('notNow'))}
          onPress={() => void press(revert({ input }), (data) => data.revertOperation)}
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
          onPress={() => void press(retry({ input }), (data) => data.retryOperation)}
        >
          <RotateCcw aria-hidden />
          {words('retry')}
        </Button>
      )}
    </>
  )
}
