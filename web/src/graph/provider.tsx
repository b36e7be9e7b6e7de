'use client'

import { useState, type ReactNode } from 'react'
import { Client, fetchExchange, Provider } from 'urql'

/** The public graph through the app's own origin, which adds who is asking. */
export function GraphProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(
    () =>
      new Client({
        url: '/graphql',
        // Pages hold what they show; a cache beside them would only be a second truth, and change what is asked.
        exchanges: [fetchExchange],
        // A query by GET is refused: no other site can send a POST of this kind with our cookie.
        preferGetMethod: false,
        fetchOptions: { headers: { accept: 'application/graphql-response+json, application/json' } },
      }),
  )
  return <Provider value={client}>{children}</Provider>
}
