'use client'

import { Failed } from '../shell/failed.tsx'

export default function Page({ reset }: { readonly reset: () => void }) {
  return <Failed onAgain={reset} />
}
