'use client'

import { useCallback } from 'react'
import { useClient } from 'urql'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { askOnce } from './ask-once.ts'

/** Asks the graph once from the browser; throws what the answer's error says where nothing was answered. */
export function useQuestion<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
): (variables: Variables) => Promise<Data> {
  const client = useClient()
  return useCallback(
    async (variables: Variables): Promise<Data> => {
      const { data, error } = await askOnce(client, operation, variables)
      if (data !== undefined && data !== null) return data
      throw new Error(error?.message ?? 'nothing was answered', { cause: error })
    },
    [client, operation],
  )
}
