'use client'

import { useCallback, useState } from 'react'

/** The step that is open. It stands in the address, so that a link leads to it. */
export function useSelectedStep(first: string | null): readonly [string | null, (key: string | null) => void] {
  const [selected, setSelected] = useState(first)
  const select = useCallback((key: string | null) => {
    setSelected(key)
    const address = new URL(location.href)
    if (key === null) address.searchParams.delete('step')
    else address.searchParams.set('step', key)
    history.replaceState(history.state, '', address)
  }, [])
  return [selected, select]
}
