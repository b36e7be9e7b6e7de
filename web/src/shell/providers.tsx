'use client'

import { useSyncExternalStore, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { Toasts } from '../design/toasts.tsx'
import { IntlProvider } from 'use-intl'
import type { Locale } from '../words/locales.ts'
import type { Words } from '../words/words.ts'
import { GraphAddress } from '../copy/graph-address.ts'
import { GraphProvider } from '../graph/provider.tsx'

type Props = {
  readonly locale: Locale
  readonly words: Words
  /** The moment at which the server rendered, so that times read the same on both sides. */
  readonly now: string
  /** Where clients other than these pages reach the graph. */
  readonly graphAddress: string
  readonly children: ReactNode
}

/** What every page stands in: its language, its moment, and the graph. */
export function Providers({ locale, words, now, graphAddress, children }: Props) {
  // Only the browser knows where it is; until it says so, both sides write the same.
  const timeZone = useSyncExternalStore(neverChanges, ownTimeZone, () => 'UTC')
  return (
    <IntlProvider locale={locale} messages={words} now={new Date(now)} timeZone={timeZone}>
      <I18nProvider locale={locale}>
        <GraphAddress value={graphAddress}>
          <GraphProvider>{children}</GraphProvider>
        </GraphAddress>
        <Toasts />
      </I18nProvider>
    </IntlProvider>
  )
}

const neverChanges = () => () => undefined

function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
