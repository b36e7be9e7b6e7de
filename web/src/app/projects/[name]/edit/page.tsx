import { notFound } from 'next/navigation'
import { EditPageDocument } from '../../../../../generated/graph.ts'
import { EditPage } from '../../../../edit/edit-page.tsx'
import { answered } from '../../../../graph/answered.ts'
import { readPreferences } from '../../../../shell/preferences.ts'

type Props = { readonly params: Promise<{ readonly name: string }> }

export default async function Page({ params }: Props) {
  const [{ name }, { locale }] = await Promise.all([params, readPreferences()])
  const first = await answered(EditPageDocument, {
    name: decodeURIComponent(name),
    language: locale === 'nl' ? 'NL' : 'EN',
  })
  if (first.project === null) notFound()
  return <EditPage first={first} project={first.project} />
}
