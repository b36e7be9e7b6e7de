import { notFound } from 'next/navigation'
import { OperationPageDocument } from '../../../../generated/graph.ts'
import { answered } from '../../../graph/answered.ts'
import { OperationPage } from '../../../operation/operation-page.tsx'
import { readPreferences } from '../../../shell/preferences.ts'
import { graphLanguage } from '../../../words/graph-language.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly step?: string }>
}

export default async function Page({ params, searchParams }: Props) {
  const [{ id }, { step = null }, { locale }] = await Promise.all([params, searchParams, readPreferences()])
  const language = graphLanguage[locale]
  const { viewer, operation } = await answered(OperationPageDocument, { id: decodeURIComponent(id), language })
  if (operation === null) notFound()
  return <OperationPage key={locale} viewer={viewer} first={operation} step={step} />
}
