'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import type { ChangeOutcomeFragment } from '../../generated/graph.ts'
import { told } from '../graph/told.ts'
import type { Changed } from '../graph/use-change.ts'

/** Says what was wrong with a change, or goes to where one sees it happen. Answers whether it was accepted. */
export function useOutcome(): <Data>(
  changed: Changed<Data>,
  outcomeIn: (data: Data) => ChangeOutcomeFragment,
) => boolean {
  const router = useRouter()
  return useCallback(
    (changed, outcomeIn) => {
      const outcome = told(changed, outcomeIn)
      if (outcome === null || outcome.problems.length > 0) return false
      const there = outcome.operation === null ? null : `/operations/${outcome.operation.id}`
      if (there !== null && there !== location.pathname) router.push(there)
      return true
    },
    [router],
  )
}
