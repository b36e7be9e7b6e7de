import { cookies, headers } from 'next/headers'
import { localeCookie, localeOf, type Locale } from '../words/locales.ts'
import { themeCookie, themeOf, type Theme } from './theme.ts'

export type Preferences = {
  readonly locale: Locale
  readonly theme: Theme
  /** The moment of this request, so that times read the same on the server and in the browser. */
  readonly now: string
}

/** What the person chose for the pages, else what the browser asks for. */
export async function readPreferences(): Promise<Preferences> {
  const [chosen, asked] = await Promise.all([cookies(), headers()])
  return {
    locale: localeOf(chosen.get(localeCookie)?.value, asked.get('accept-language')),
    now: new Date().toISOString(),
    theme: themeOf(chosen.get(themeCookie)?.value),
  }
}
