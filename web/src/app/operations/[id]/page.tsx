import { notFound } from 'next/navigation'
import { OperationPageDocument } from '../../../../generated/graph.ts'
import { answered } from '../../../graph/answered.ts'
import { OperationPage } from '../../../operation/operation-page.tsx'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly step?: string }>
}

export default async function Page({ params, searchParams }: Props) {
  const [{ id }, { step = null }] = await Promise.all([params, searchParams])
  const { viewer, operation } = await answered(OperationPageDocument, { id: decodeURIComponent(id) })
  if (operation === null) notFound()
  return <OperationPage viewer={viewer} first={operation} step={step} />
}
