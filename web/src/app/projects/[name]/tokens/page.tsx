import { notFound } from 'next/navigation'
import { ProjectTokensPageDocument } from '../../../../../generated/graph.ts'
import { answered } from '../../../../graph/answered.ts'
import { ProjectTokensPage } from '../../../../tokens/project-tokens-page.tsx'

type Props = { readonly params: Promise<{ readonly name: string }> }

export default async function Page({ params }: Props) {
  const { name } = await params
  const { viewer, project } = await answered(ProjectTokensPageDocument, { name: decodeURIComponent(name) })
  if (project === null) notFound()
  return <ProjectTokensPage viewer={viewer} project={project} />
}
