import { NewProjectPageDocument } from '../../../../generated/graph.ts'
import { NewPage, type Start } from '../../../edit/start/new-page.tsx'
import { answered } from '../../../graph/answered.ts'
import { readPreferences } from '../../../shell/preferences.ts'
import { graphLanguage } from '../../../words/graph-language.ts'

type Props = { readonly searchParams: Promise<{ readonly from?: string; readonly name?: string }> }

export default async function Page({ searchParams }: Props) {
  const [{ from, name }, { locale }] = await Promise.all([searchParams, readPreferences()])
  const first = await answered(NewProjectPageDocument, { language: graphLanguage[locale] })
  const start: Start =
    from === 'template' || from === 'file' ? { from } : { from: 'blank', name: typeof name === 'string' ? name : null }
  return <NewPage key={JSON.stringify(start)} first={first} start={start} />
}
