import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { differencesOf } from './differences.ts'
import type { ChangeDependencies } from './commit.ts'
import type { ChangeRequest } from './request.ts'

/** The caller saw another revision: which one is the present one, and what differs. */
export async function staleProblem(
  deps: Pick<ChangeDependencies, 'history' | 'log' | 'files' | 'catalogue'>,
  request: ChangeRequest,
  now: { readonly revision: string | null; readonly text: string | null },
): Promise<Problem> {
  const expected = request.expectedRevision ?? ''
  const seen = await deps.history.read(request.project, expected).catch((error: unknown) => {
    deps.log.debug({ err: error }, 'cannot read the expected revision for a conflict')
    return null
  })
  const differences = seen === null ? [] : differencesOf(seen.file, now.text, deps)
  const message = `The project ${request.project} changed since the revision that you saw. Look at what differs and send the change again with the present revision.`
  return problem('CONFLICT', message, {
    path: ['expectedRevision'],
    details: { currentRevision: now.revision, differences },
  })
}
