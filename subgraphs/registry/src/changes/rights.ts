import type { Access, AccessProject } from '../access/access.ts'
import { decideMembers, type MemberRights } from '../access/member-rights.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { topLevel } from '../domains/errors.ts'
import type { EvaluateContext, Evaluation } from './evaluate.ts'
import { lostData } from './refusals.ts'
import type { ProjectRow } from '../store/tables.ts'
import { requireReachOf } from './reach.ts'
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
  const { before, after, plans } = evaluation
  if (project === null || project.state === 'DELETED') return []
  requireReachOf(access, before === null ? null : context.files.read(before).file, evaluation)
  const owns = access.to('own', project)
  if (before !== null && after === null && !owns.allowed)
    throw topLevel('FORBIDDEN', `This deletes the project. ${owns.reason}`)
  const removes = access.to('removeData', project)
  if (!removes.allowed && lostData(plans, world, context.catalogue).length > 0) {
    throw topLevel('FORBIDDEN', `This removes data. ${removes.reason}`)
  }
  return memberProblems(context, memberRightsOf(access, project), evaluation, project)
}

/** What somebody may do with the members of a project. */
export function memberRightsOf(access: Access, project: AccessProject): MemberRights {
  return { own: access.to('own', project), manageMembers: access.to('manageMembers', project) }
}

/**
 * Members change by their own rights, whichever mutation brings it, and on whichever head it is made. Where the branch
 * holds no file that can be read, those of the last good one are the members.
 */
export function memberProblems(
  { files }: Pick<EvaluateContext, 'files'>,
  rights: MemberRights,
  { before, file }: Evaluation,
  project: ProjectRow | null,
): readonly Problem[] {
  if (file === null || project === null || project.state === 'DELETED') return []
  const known = (before === null ? null : files.read(before).file) ?? files.read(project.file).file
  const decision = decideMembers(rights, known?.members ?? [], file.members)
  if (decision.allowed) return []
  const message = `This changes the members, which you may not. ${decision.reason} Leave those members as they are, or ask somebody who may.`
  return [problem('MEMBER_INVALID', message, { path: ['members'] })]
}
