import { ProjectsPageDocument } from '../../generated/graph.ts'
import { answered } from '../graph/answered.ts'
import { ProjectsPage } from '../projects/projects-page.tsx'

type Props = { readonly searchParams: Promise<{ readonly search?: string; readonly cluster?: string }> }

export default async function Page({ searchParams }: Props) {
  const { search: text = '', cluster = null } = await searchParams
  const first = await answered(ProjectsPageDocument, { search: text, cluster })
  return <ProjectsPage key={`${text} ${cluster ?? ''}`} first={first} search={{ text, cluster }} />
}
