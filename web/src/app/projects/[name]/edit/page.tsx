import { notFound } from 'next/navigation'
import { EditPageDocument } from '../../../../../generated/graph.ts'
import { EditPage } from '../../../../edit/edit-page.tsx'
import { answered } from '../../../../graph/answered.ts'
import { readPreferences } from '../../../../shell/preferences.ts'
import { graphLanguage } from '../../../../words/graph-language.ts'

type Props = {
  readonly params: Promise<{ readonly name: string }>
  /** `at` is the place of the file to begin at, its keys apart by dots. */
  readonly searchParams: Promise<{ readonly at?: string | string[] }>
}

export default async function Page({ params, searchParams }: Props) {
  const [{ name }, { at }, { locale }] = await Promise.all([params, searchParams, readPreferences()])
  const first = await answered(EditPageDocument, {
    name: decodeURIComponent(name),
    language: graphLanguage[locale],
  })
  if (first.project === null) notFound()
  return <EditPage first={first} project={first.project} at={typeof at === 'string' ? at.split('.') : null} />
}
