import compile from 'icu-minify/compile'
import { audit } from './en/audit.ts'
import { clusters } from './en/clusters.ts'
import { deployment } from './en/deployment.ts'
import { edit } from './en/edit.ts'
import { members } from './en/members.ts'
import { operation } from './en/operation.ts'
import { picture } from './en/picture.ts'
import { playground } from './en/playground.ts'
import { project } from './en/project.ts'
import { projects } from './en/projects.ts'
import { services } from './en/services.ts'
import { sessions } from './en/sessions.ts'
import { shell } from './en/shell.ts'
import { status } from './en/status.ts'
import { tokens } from './en/tokens.ts'
import type { Locale } from './locales.ts'

const en = {
  shell,
  status,
  projects,
  project,
  picture,
  operation,
  deployment,
  clusters,
  services,
  sessions,
  audit,
  members,
  edit,
  playground,
  tokens,
}

export type Words = typeof en

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Words
  }
}

/**
 * The texts of a language; only those of the page's own language are sent to the browser. Those with places to fill are
 * taken apart here, so that the browser needs no reader of ICU messages; `use-intl` fills what it finds taken apart.
 */
export async function wordsIn(locale: Locale): Promise<Words> {
  const known = compiled.get(locale)
  if (known !== undefined) return known
  // Each text is where it was, in another form, so what is typed as a text stays one for whoever asks for it.
  const words = takenApart(await textsIn(locale)) as Words
  compiled.set(locale, words)
  return words
}

const compiled = new Map<Locale, Words>()

/** The texts of a language as they are written. */
export async function textsIn(locale: Locale): Promise<Words> {
  switch (locale) {
    case 'en':
      return en
    case 'nl':
      return (await import('./nl/words.ts')).nl
    default:
      return locale satisfies never
  }
}

type Texts = { readonly [key: string]: string | Texts }

function takenApart(texts: Texts): object {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === 'string' ? structuredClone(compile(text)) : takenApart(text),
    ]),
  )
}
