import type { Access } from '../access/access.ts'
import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import type { Problem } from '@operations-manager/schema/problems/problem.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { differencesOf, type Difference } from './differences.ts'
import type { ChangeDependencies } from './commit.ts'
import { evaluate } from './evaluate.ts'
import { hostProblems } from './hosts.ts'
import { projectNameIn } from './project-name.ts'
import { previewOf, type TargetPreview } from './preview.ts'
import type { ChangeRequest } from './request.ts'
import { knownRevision, knownText, readWorld } from './world.ts'

export type CheckInput = { readonly file: string; readonly project?: string | null }

export type Checked = {
  readonly valid: boolean
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
  readonly revision: string | null
  readonly differences: readonly Difference[]
  readonly targets: readonly TargetPreview[]
}

/**
 * What applying a file would do. What needs a confirmation is told as a problem, as the mutation would tell it without
 * one. Of a project that the caller may not see nothing is compared: it is judged as a new one.
 */
export async function check(deps: ChangeDependencies, access: Access, input: CheckInput): Promise<Checked> {
  const name = input.project ?? projectNameIn(input.file)
  if (name === null) {
    const reading = deps.files.read(input.file)
    const problems =
      reading.problems.length > 0
        ? reading.problems
        : [problem('VALUE_MISSING', 'The file has no name.', { path: ['name'] })]
    return { valid: false, problems, notices: [], revision: null, differences: [], targets: [] }
  }
  const stored = await readWorld(deps.db, name)
  const isVisible = stored.project !== null && access.to('read', stored.project).allowed
  const world = isVisible
    ? stored
    : { project: null, deployments: [], clusters: stored.clusters, retained: [], tombstones: new Map(), held: [] }
  const request: ChangeRequest = {
    kind: 'APPLY_PROJECT_FILE',
    project: name,
    input: { file: input.file },
    expectedRevision: null,
    confirm: null,
    retained: null,
  }
  const before = knownText(world)
  const evaluation = evaluate(request, before, world, deps)
  const { notices, plans } = evaluation
  const problems = [...evaluation.problems, ...(await hostProblems(deps.db, evaluation))]
  return {
    valid: problems.length === 0,
    problems,
    notices,
    revision: knownRevision(world),
    differences: differencesOf(before, input.file, deps),
    targets: plans.map((plan) => previewOf(plan, world.clusters)),
  }
}
