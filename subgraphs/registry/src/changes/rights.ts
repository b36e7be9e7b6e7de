import type { Access } from '../access/access.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { topLevel } from '../domains/errors.ts'
import type { EvaluateContext, Evaluation } from './evaluate.ts'
import { lostData } from './refusals.ts'
import type { World } from './world.ts'

/**
 * What a change needs beyond the right to its mutation, because of what it does: whichever mutation brings it, members
 * are changed by admins, owners by owners, data is removed by admins, and a project is deleted by owners.
 */
export function rightsProblems(
  context: EvaluateContext,
  access: Access,
  evaluation: Evaluation,
  world: World,
): readonly Problem[] {
  const { project } = world
  const { before, after, file, plans } = evaluation
  if (project === null || before === null) return []
  const owns = access.to('own', project)
  if (after === null && !owns.allowed) throw topLevel('FORBIDDEN', `This deletes the project. ${owns.reason}`)
  const removes = access.to('removeData', project)
  if (!removes.allowed && lostData(plans, world, context.catalogue).length > 0) {
    throw topLevel('FORBIDDEN', `This removes data. ${removes.reason}`)
  }
  return memberProblems(access, context.files.read(project.file).file, file, project)
}

function memberProblems(
  access: Access,
  before: ProjectFile | null,
  after: ProjectFile | null,
  project: NonNullable<World['project']>,
): readonly Problem[] {
  if (before === null || after === null || membersOf(after) === membersOf(before)) return []
  const isAboutOwners = membersOf(after, 'owner') !== membersOf(before, 'owner')
  const decision = access.to(isAboutOwners ? 'own' : 'manageMembers', project)
  if (decision.allowed) return []
  const message = `This changes the members, which you may not. ${decision.reason} Leave the members as they are.`
  return [problem('MEMBER_INVALID', message, { path: ['members'] })]
}

/** The members, or those with a role, as one text; order and case make no difference. */
function membersOf({ members }: ProjectFile, role?: 'owner'): string {
  return members
    .filter((member) => role === undefined || member.role === role)
    .map((member) => `${member.role} ${member.email.toLowerCase()}`)
    .toSorted()
    .join('\n')
}
