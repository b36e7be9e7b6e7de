import type { Language } from '../../generated/graph.ts'
import type { Locale } from './locales.ts'

/** The language in which the graph is asked for its texts. */
export const graphLanguage: Readonly<Record<Locale, Language>> = { en: 'EN', nl: 'NL' }
