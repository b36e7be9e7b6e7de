'use client'

import { useState } from 'react'
import type { ShownTokenFragment } from '../../generated/graph.ts'

/** The tokens of a page, as they are after what was done here: a new one comes first, a changed one stays in place. */
export function useTokens(first: readonly ShownTokenFragment[]) {
  const [tokens, setTokens] = useState(first)
  const put = (token: ShownTokenFragment): void =>
    setTokens((shown) =>
      shown.some(({ id }) => id === token.id)
        ? shown.map((one) => (one.id === token.id ? token : one))
        : [token, ...shown],
    )
  return { tokens, put }
}
