'use server'

import { cookies } from 'next/headers'
import { localeCookie, locales, type Locale } from '../words/locales.ts'
import { themeCookie, themeOf, type Theme } from './theme.ts'

const year = 365 * 24 * 3_600

/** Remembers the language of the pages in this browser. */
export async function chooseLocale(locale: Locale): Promise<void> {
  if (!locales.includes(locale)) return // called from the browser, so anything may come
  const jar = await cookies()
  jar.set(localeCookie, locale, { maxAge: year, sameSite: 'lax', path: '/' })
}

/** Remembers light or dark in this browser. */
export async function chooseTheme(theme: Theme): Promise<void> {
  const jar = await cookies()
  jar.set(themeCookie, themeOf(theme), { maxAge: year, sameSite: 'lax', path: '/' })
}
