'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  AuditChangedDocument,
  AuditMoreDocument,
  ProjectAuditMoreDocument,
  type AuditRowFragment,
  type AuditRowsFragment,
} from '../../generated/graph.ts'
import { toast } from '../design/toasts.tsx'
import { isBeginning } from '../graph/is-beginning.ts'
import { useQuestion } from '../graph/use-question.ts'
import type { LiveState } from '../shell/live.tsx'
import { useFollow } from '../streams/use-follow.ts'
import { filterOf, isWanted, joined, type Wanted } from './filter.ts'

const pageSize = 50

/** The records that are shown, and those that came since and wait until somebody wants to see them. */
export type Audit = {
  readonly shown: readonly AuditRowFragment[]
  readonly waiting: readonly AuditRowFragment[]
  readonly hasOlder: boolean
  readonly isReading: boolean
  readonly live: LiveState
  readonly showWaiting: () => void
  readonly readOlder: () => void
}

/** Keeps the list: what comes new waits, so that nothing jumps away under whoever reads. */
export function useAudit(first: AuditRowsFragment, wanted: Wanted, project: string | null): Audit {
  const words = useTranslations('shell')
  const [shown, setShown] = useState<readonly AuditRowFragment[]>(first.nodes)
  const [waiting, setWaiting] = useState<readonly AuditRowFragment[]>([])
  const [older, setOlder] = useState(first.pageInfo)
  const [isReading, setReading] = useState(false)
  const ofAll = useQuestion(AuditMoreDocument)
  const ofProject = useQuestion(ProjectAuditMoreDocument)
  const filter = filterOf(wanted)
  const read = async (after: string | null): Promise<AuditRowsFragment | null> => {
    if (project === null) return (await ofAll({ first: pageSize, after, filter })).audit
    return (await ofProject({ name: project, first: pageSize, after, filter })).project?.audit ?? null
  }
  const notRead = (): void => toast.error(words('notReadAgain'))
  const add = (records: readonly AuditRowFragment[]): void => {
    const newest = Number(shown[0]?.number ?? 0)
    const fresh = records.filter(({ number }) => Number(number) > newest)
    if (fresh.length > 0) setWaiting((present) => joined(fresh, present))
  }
  const live = useFollow(AuditChangedDocument, { project }, ({ audit: { type, record } }) => {
    if (isBeginning(type)) read(null).then((page) => page !== null && add(page.nodes), notRead)
    else if (record !== null && isWanted(record, wanted)) add([record])
  })
  return {
    shown,
    waiting,
    hasOlder: older.hasNextPage,
    isReading,
    live,
    showWaiting: () => {
      setShown((present) => joined(waiting, present))
      setWaiting([])
    },
    readOlder: () => {
      setReading(true)
      read(older.endCursor)
        .then((page) => {
          if (page === null) return
          setShown((present) => joined(page.nodes, present))
          setOlder(page.pageInfo)
        }, notRead)
        .finally(() => setReading(false))
    },
  }
}
