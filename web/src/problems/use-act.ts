'use client'

import { useRouter } from 'next/navigation'
import type { ChangeOutcomeFragment, TypedDocumentString } from '../../generated/graph.ts'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'

/**
 * A mutation that one press does: says what was wrong with it, or goes to where one sees it happen. Answers whether it
 * is on its way, and the act, which answers whether it was accepted.
 */
export function useAct<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  outcomeIn: (data: Data) => ChangeOutcomeFragment,
): readonly [isPending: boolean, act: (variables: Variables) => Promise<boolean>] {
  const router = useRouter()
  const [isPending, change] = useChange(document)
  const act = async (variables: Variables): Promise<boolean> => {
    const outcome = told(await change(variables), outcomeIn)
    if (outcome === null || outcome.problems.length > 0) return false
    const there = outcome.operation === null ? null : `/operations/${outcome.operation.id}`
    if (there !== null && there !== location.pathname) router.push(there)
    return true
  }
  return [isPending, act]
}
