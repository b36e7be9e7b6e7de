import { notFound } from 'next/navigation'
import { ProjectAuditPageDocument } from '../../../../../generated/graph.ts'
import { AuditPage } from '../../../../audit/audit-page.tsx'
import { filterOf, readWanted, searchOf } from '../../../../audit/filter.ts'
import { readable } from '../../../../audit/read-audit.ts'
import { ask } from '../../../../graph/ask.ts'

type Props = {
  readonly params: Promise<{ readonly name: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ params, searchParams }: Props) {
  const wanted = { ...readWanted(await searchParams), project: '' }
  const name = decodeURIComponent((await params).name)
  const { viewer, project } = readable(await ask(ProjectAuditPageDocument, { name, filter: filterOf(wanted) }))
  if (project === null) notFound()
  return <AuditPage key={searchOf(wanted)} viewer={viewer} first={project.audit} wanted={wanted} project={project} />
}
