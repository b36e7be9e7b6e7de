'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useState } from 'react'

/** What to write into the address; null takes a key out. */
export type AddressChange = Readonly<Record<string, string | null>>

/**
 * What the page's address says after the question mark, and how to change it without asking the server anew. What one
 * would want to go back from is pushed, a mere setting is replaced.
 */
export function useAddress(): readonly [
  { readonly get: (key: string) => string | null },
  (change: AddressChange, way?: 'push' | 'replace') => void,
] {
  const search = useSearchParams().toString()
  // The router follows a moment later; what was pressed must not spring back until then.
  const [ahead, setAhead] = useState({ of: search, to: search })
  const change = useCallback(
    (changes: AddressChange, way: 'push' | 'replace' = 'replace') => {
      const address = new URL(location.href)
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) address.searchParams.delete(key)
        else address.searchParams.set(key, value)
      }
      if (address.href === location.href) return
      setAhead({ of: search, to: address.searchParams.toString() })
      if (way === 'push') history.pushState(null, '', address)
      else history.replaceState(null, '', address)
    },
    [search],
  )
  return [new URLSearchParams(ahead.of === search ? ahead.to : search), change]
}
