'use client'

import { useCallback } from 'react'
import { useClient } from 'urql'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { askOnce } from './ask-once.ts'

/** What the graph gave, and why what is missing is missing. */
export type BrowserAnswer<Data> = { readonly data: Data | null; readonly failures: readonly string[] }

/** Asks the graph once from the browser, where a part of the answer is worth showing without the rest. */
export function useAnswer<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
): (variables: Variables) => Promise<BrowserAnswer<Data>> {
  const client = useClient()
  return useCallback(
    async (variables: Variables): Promise<BrowserAnswer<Data>> => {
      const { data, error } = await askOnce(client, operation, variables)
      const messages = error?.graphQLErrors.map(({ message }) => message) ?? []
      return {
        data: data ?? null,
        failures: error !== undefined && messages.length === 0 ? [error.message] : messages,
      }
    },
    [client, operation],
  )
}
