import { ServicesPageDocument } from '../../../generated/graph.ts'
import { answered } from '../../graph/answered.ts'
import { ServicesPage } from '../../services/services-page.tsx'
import { settingRows } from '../../services/setting-rows.ts'
import { readPreferences } from '../../shell/preferences.ts'
import { graphLanguage } from '../../words/graph-language.ts'

export default async function Page() {
  const { locale } = await readPreferences()
  const first = await answered(ServicesPageDocument, { language: graphLanguage[locale] })
  // Read here: what checks a schema compiles code, which no page may.
  const settings = Object.fromEntries(first.serviceTypes.map((type) => [type.name, settingRows(type.settings, locale)]))
  return <ServicesPage first={first} settings={settings} />
}
