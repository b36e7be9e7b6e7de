import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import '../design/tokens.css'
import '../design/base.css'
import { webConfig } from '../config.ts'
import { nonceHeader } from '../session/path-header.ts'
import { readPreferences } from '../shell/preferences.ts'
import { Providers } from '../shell/providers.tsx'
import { systemThemeScript } from '../shell/theme.ts'
import { wordsIn } from '../words/words.ts'

// Scripts run only with the nonce of their own answer, so no page is made ahead.
export const dynamic = 'force-dynamic'

// A page writes its title itself, in the reader's language and with what it shows.
export const metadata: Metadata = {
  description: 'One project file, running in several clusters.',
}

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const { locale, theme, now } = await readPreferences()
  const nonce = (await headers()).get(nonceHeader) ?? undefined
  return (
    <html lang={locale} className={theme === 'dark' ? 'dark' : undefined} suppressHydrationWarning>
      <head>
        {/* Where React Aria looks for what lets it add its few rules. */}
        <meta property="csp-nonce" nonce={nonce} />
        {theme === 'system' && <script nonce={nonce} dangerouslySetInnerHTML={{ __html: systemThemeScript }} />}
      </head>
      <body>
        <Providers
          locale={locale}
          words={await wordsIn(locale)}
          now={now}
          graphAddress={webConfig().publicGraphqlUrl.href}
        >
          {children}
        </Providers>
      </body>
    </html>
  )
}
