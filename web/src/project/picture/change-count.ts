import { useState } from 'react'

/**
 * How often something changed since it was first shown. As the key of an element it starts the element's animation
 * once for each change, and not at first sight.
 */
export function useChangeCount(signature: string): number {
  const [seen, setSeen] = useState({ signature, count: 0 })
  if (seen.signature === signature) return seen.count
  const next = { signature, count: seen.count + 1 }
  setSeen(next)
  return next.count
}
