'use client'

import { useState } from 'react'
import { useClient, type AnyVariables } from 'urql'
import type { TypedDocumentString } from '../../generated/graph.ts'
import { isSignedOut } from './signed-out.ts'

/** What a mutation came to: what it gave, or that nobody answered. */
export type Changed<Data> = { readonly data: Data } | { readonly failure: string; readonly isSignedOut: boolean }

/** A mutation of the graph, and whether it is on its way. */
export function useChange<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
): readonly [isPending: boolean, change: (variables: Variables) => Promise<Changed<Data>>] {
  const client = useClient()
  const [isPending, setPending] = useState(false)
  const change = async (variables: Variables): Promise<Changed<Data>> => {
    setPending(true)
    try {
      const { data, error } = await client.mutation<Data>(operation.toString(), variables as AnyVariables).toPromise()
      if (data !== undefined && data !== null) return { data }
      return { failure: error?.message ?? '', isSignedOut: isSignedOut(error) }
    } finally {
      setPending(false)
    }
  }
  return [isPending, change]
}
