import type { Access } from '../access/access.ts'
import { topLevel } from '../domains/errors.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ProjectRow } from '../store/tables.ts'
import { editKinds, type EditKind } from './kinds.ts'

/**
 * Whether the caller may make a change of this kind. A right that is missing in a project they see is FORBIDDEN at the
 * top level; a project that they may not see is answered like one that does not exist.
 */
export function authorise(access: Access, kind: EditKind, project: ProjectRow | null): Problem | null {
  const { permission, creates } = editKinds[kind]
  if (project === null || (project.state === 'DELETED' && creates))
    return creates ? authoriseCreation(access, project) : notFound()
  if (!access.to('read', project).allowed) return creates ? nameTaken(project.name) : notFound()
  const decision = access.to(permission, project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  return null
}

// Something of a deleted project is still there, and whoever makes it again becomes its owner: only an owner may.
function authoriseCreation(access: Access, project: ProjectRow | null): Problem | null {
  if (project !== null && !access.to('own', project).allowed) return nameTaken(project.name)
  const decision = access.toInstallation('createProject')
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  return null
}

/** The same words whether nothing of this name exists or it is not the caller's to see. */
export function notFound(): Problem {
  return problem('NOT_FOUND', 'There is no project of this name that you may see.', { path: ['project'] })
}

function nameTaken(name: string): Problem {
  const message = `The project name "${name}" is taken, or something of a former project of this name is still there. Choose another name.`
  return problem('NAME_TAKEN', message, { path: ['name'] })
}
