import { ServicesPageDocument } from '../../../generated/graph.ts'
import { answered } from '../../graph/answered.ts'
import { ServicesPage } from '../../services/services-page.tsx'
import { readPreferences } from '../../shell/preferences.ts'
import type { Locale } from '../../words/locales.ts'

/** The languages in which the catalogue is written. */
const languages = { en: 'EN', nl: 'NL' } as const satisfies Record<Locale, string>

export default async function Page() {
  const { locale } = await readPreferences()
  return <ServicesPage first={await answered(ServicesPageDocument, { language: languages[locale] })} />
}
