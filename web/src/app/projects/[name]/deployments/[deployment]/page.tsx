import { notFound } from 'next/navigation'
import { DeploymentPageDocument } from '../../../../../../generated/graph.ts'
import { askPart } from '../../../../../deployment/ask-part.ts'
import { DeploymentPage } from '../../../../../deployment/deployment-page.tsx'
import { answered } from '../../../../../graph/answered.ts'

type Props = {
  readonly params: Promise<{ readonly name: string; readonly deployment: string }>
  readonly searchParams: Promise<{ readonly tab?: string; readonly component?: string }>
}

export default async function Page({ params, searchParams }: Props) {
  const { name, deployment: of } = await params
  const { tab = null, component = null } = await searchParams
  const place = { project: decodeURIComponent(name), deployment: decodeURIComponent(of) }
  const first = askPart({ ...place, view: tab, component })
  const { viewer, project } = await answered(DeploymentPageDocument, place)
  if (project === null || project.deployment === null) notFound()
  return <DeploymentPage viewer={viewer} home={project} head={project.deployment} first={first} />
}
