import { notFound } from 'next/navigation'
import { ProjectPageDocument } from '../../../../generated/graph.ts'
import { answered } from '../../../graph/answered.ts'
import { ProjectPage } from '../../../project/project-page.tsx'

type Props = { readonly params: Promise<{ readonly name: string }> }

export default async function Page({ params }: Props) {
  const { name } = await params
  const { viewer, serviceTypes, project } = await answered(ProjectPageDocument, { name: decodeURIComponent(name) })
  if (project === null) notFound()
  return <ProjectPage viewer={viewer} serviceTypes={serviceTypes} first={project} />
}
