'use client'

import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { toast } from '../design/toasts.tsx'
import { useQuestion } from './use-question.ts'

/** Reads once more what an event did not carry. Where that fails it is said: what is shown is older than it seems. */
export function useAgain<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
): (variables: Variables, take: (data: Data) => void) => void {
  const words = useTranslations('shell')
  const ask = useQuestion(document)
  return useCallback(
    (variables, take) => {
      ask(variables).then(take, () => toast.error(words('notReadAgain')))
    },
    [ask, words],
  )
}
