'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Failed } from '../shell/failed.tsx'

export default function Page({ reset }: { readonly reset: () => void }) {
  const router = useRouter()
  // What failed is mostly what the server asked, so the server asks again.
  const again = (): void =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return <Failed onAgain={again} />
}
