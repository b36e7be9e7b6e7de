import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import '../design/tokens.css'
import '../design/base.css'

// Scripts run only with the nonce of their own answer, so no page is made ahead.
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Operations Manager',
  description: 'One project file, running in several clusters.',
}

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
