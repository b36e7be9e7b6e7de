import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import '../design/tokens.css'
import '../design/base.css'

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
