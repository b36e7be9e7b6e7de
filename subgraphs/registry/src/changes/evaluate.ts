import { checkAgainstClusters } from '@operations-manager/schema/project-file/check-cluster.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ResolveContext } from '@operations-manager/schema/resolve/resolve.ts'
import type { ProjectFiles } from '../project-files.ts'
import { clusterViews } from './cluster-views.ts'
import { makeEdit } from './edits/table.ts'
import { planTargets, type TargetPlan } from './plan.ts'
import { refusals } from './refusals.ts'
import type { ChangeRequest } from './request.ts'
import { subjectOf } from './subject.ts'
import type { World } from './world.ts'

export type EvaluateContext = ResolveContext & { readonly files: ProjectFiles }

/** What a change would make of a project, judged as a whole. */
export type Evaluation = {
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
  /** The text before; null if there was none. */
  readonly before: string | null
  /** The text after; null if the project goes. */
  readonly after: string | null
  readonly file: ProjectFile | null
  readonly plans: readonly TargetPlan[]
}

/** Makes the edit on a text and judges the whole result; changes nothing. Pure apart from remembered readings. */
export function evaluate(
  request: ChangeRequest,
  before: string | null,
  world: World,
  context: EvaluateContext,
): Evaluation {
  const edited = makeEdit(request, before, context.files)
  if (!edited.ok) return refused(before, edited.problems)
  if (edited.text === null) return evaluateRemoval(request, before, world, context)
  const reading = context.files.reading(edited.text)
  if (!reading.ok) return refused(before, reading.problems)
  const { file, notices, source } = reading
  if (file.name !== request.project) return refused(before, [renamed(request.project, file.name)])
  const previous = before === null ? null : context.files.read(before).file
  const clusters = clusterViews(world.clusters, request.project)
  const checked = checkAgainstClusters(file, { previous, clusters, catalogue: context.catalogue, source })
  const plans = planTargets(file, world, context)
  const consent = { confirm: request.confirm, retained: request.retained, subject: subjectOf(request, plans) }
  const problems = [...checked.problems, ...refusals(plans, world, consent, context.catalogue)]
  return { problems, notices: [...notices, ...checked.notices], before, after: edited.text, file, plans }
}

function evaluateRemoval(
  request: ChangeRequest,
  before: string | null,
  world: World,
  context: EvaluateContext,
): Evaluation {
  const plans = planTargets(null, world, context)
  const consent = { confirm: request.confirm, retained: null, subject: request.project }
  const problems = refusals(plans, world, consent, context.catalogue)
  return { problems, notices: [], before, after: null, file: null, plans }
}

function refused(before: string | null, problems: readonly Problem[]): Evaluation {
  return { problems, notices: [], before, after: before, file: null, plans: [] }
}

function renamed(from: string, to: string): Problem {
  const message = `The file names the project "${to}", and this is about "${from}". A technical name never changes; make another project instead.`
  return problem('NAME_INVALID', message, { path: ['name'], validValues: [from] })
}
