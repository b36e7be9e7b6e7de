import { problem } from '@operations-manager/schema/problems/problem.ts'
import { editProjectFile } from '@operations-manager/schema/project-file/edit.ts'
import type { ProjectFiles } from '../../project-files.ts'
import type { ChangeRequest } from '../request.ts'
import { appliedText } from './apply.ts'
import { newProjectText } from './create.ts'
import type { Edited } from './edit.ts'
import { editSurgically } from './surgical.ts'

/**
 * Makes the edit that a request asks for on a text. A pure function of request and text, so it is made again on a
 * newer head, or after a crash, with the same meaning.
 */
export function makeEdit(request: ChangeRequest, before: string | null, files: ProjectFiles): Edited {
  const edited = makeOwnEdit(request, before, files)
  return edited.ok && edited.text !== null ? withResealed(edited.text, request, files) : edited
}

/** Puts in the values that were sealed again, where they are still the ones that were read. */
function withResealed(text: string, { resealed = {} }: ChangeRequest, files: ProjectFiles): Edited {
  const sealed = files.read(text).file?.sealed ?? {}
  const edits = Object.entries(resealed)
    .filter(([key, { from }]) => sealed[key] === from)
    .map(([key, { to }]) => ({ type: 'set' as const, path: ['sealed', key], value: to }))
  return edits.length === 0 ? { ok: true, text } : editProjectFile(text, edits)
}

function makeOwnEdit(request: ChangeRequest, before: string | null, files: ProjectFiles): Edited {
  switch (request.kind) {
    case 'CREATE_PROJECT':
      return before === null ? { ok: true, text: newProjectText(request.input) } : taken(request.project)
    case 'APPLY_PROJECT_FILE':
      return { ok: true, text: appliedText(String(request.input['file']), before, files) }
    case 'REVERT_OPERATION':
      return revert(request, before)
    default:
      break
  }
  if (before === null) return gone(request.project)
  return request.kind === 'DELETE_PROJECT' ? { ok: true, text: null } : editSurgically(request, before, files)
}

// Undoing is only clear while nothing came after: the text is exactly what the operation left.
function revert({ input, project }: ChangeRequest, before: string | null): Edited {
  const { from, to } = input
  if (before !== from) {
    const message = `The project ${project} changed after this operation, so it cannot be undone by itself. Look at the difference and change what is needed.`
    return { ok: false, problems: [problem('CONFLICT', message)] }
  }
  return { ok: true, text: typeof to === 'string' ? to : null }
}

function taken(name: string): Edited {
  const message = `The project name "${name}" is taken, or something of a former project of this name is still there. Choose another name.`
  return { ok: false, problems: [problem('NAME_TAKEN', message, { path: ['name'] })] }
}

function gone(name: string): Edited {
  const message = `The file of the project "${name}" is not in the repository. Apply a whole project file, or confirm the removal.`
  return { ok: false, problems: [problem('REMOVAL_HELD', message)] }
}
