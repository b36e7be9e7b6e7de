import { notFound } from 'next/navigation'
import { MembersPageDocument } from '../../../../../generated/graph.ts'
import { answered } from '../../../../graph/answered.ts'
import { MembersPage } from '../../../../members/members-page.tsx'

type Props = { readonly params: Promise<{ readonly name: string }> }

export default async function Page({ params }: Props) {
  const { name } = await params
  const { viewer, roles, project } = await answered(MembersPageDocument, { name: decodeURIComponent(name) })
  if (project === null) notFound()
  return <MembersPage viewer={viewer} roles={roles} first={project} />
}
