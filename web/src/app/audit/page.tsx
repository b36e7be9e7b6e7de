import { AuditPageDocument } from '../../../generated/graph.ts'
import { AuditPage } from '../../audit/audit-page.tsx'
import { filterOf, readWanted, searchOf } from '../../audit/filter.ts'
import { readable } from '../../audit/read-audit.ts'
import { ask } from '../../graph/ask.ts'

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const wanted = readWanted(await searchParams)
  const { viewer, audit } = readable(await ask(AuditPageDocument, { filter: filterOf(wanted) }))
  return <AuditPage key={searchOf(wanted)} viewer={viewer} first={audit} wanted={wanted} project={null} />
}
