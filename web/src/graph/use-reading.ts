'use client'

import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { toast } from '../design/toasts.tsx'
import { Reading } from './reading.ts'
import { useQuestion } from './use-question.ts'

/** What a page shows, begun with what came with it, changed by events and read again by a document. */
export function useReading<Shown, Data, Variables>(
  first: Shown,
  document: TypedDocumentString<Data, Variables>,
): readonly [Shown, Reading<Shown, Variables, Data>] {
  const words = useTranslations('shell')
  const ask = useQuestion(document)
  const [shown, update] = useState(first)
  const reading = useMemo(
    () => new Reading<Shown, Variables, Data>({ ask, update, failed: () => toast.error(words('notReadAgain')) }),
    [ask, words],
  )
  return [shown, reading]
}
