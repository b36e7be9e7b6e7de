import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { generationOf } from '@operations-manager/schema/resolve/generation.ts'
import { resolveDeployment, type ResolveContext } from '@operations-manager/schema/resolve/resolve.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'
import { removalGraph } from '@operations-manager/schema/steps/removal.ts'
import type { StepDeclaration } from '@operations-manager/schema/steps/step.ts'
import type { World } from './world.ts'

/** What a project file means for one deployment, beside what is wished now. */
export type TargetPlan = {
  readonly id: string
  readonly name: string
  readonly cluster: string
  readonly effect: 'CREATED' | 'CHANGED' | 'UNCHANGED' | 'REMOVED'
  /** For a removal the last one that was wished. */
  readonly spec: DeploymentSpec
  readonly generation: string
  readonly steps: readonly StepDeclaration[]
  /** Services that were wished and no longer are, though the deployment stays; each with what becomes of its data. */
  readonly removedServices: Readonly<Record<string, 'retain' | 'delete'>>
  /** Services that come new. */
  readonly addedServices: readonly string[]
}

/** Plans every deployment of a file and every one that it no longer has; pure. A null file removes all. */
export function planTargets(
  file: ProjectFile | null,
  world: Pick<World, 'deployments' | 'held'>,
  context: ResolveContext,
): readonly TargetPlan[] {
  const wished = file === null ? [] : Object.keys(file.deployments).map((name) => planWish(file, name, world, context))
  const kept = new Set(wished.map(({ id }) => id))
  // What a hand commit took away stays wished until somebody confirms it.
  const held = new Set(world.held.filter(({ service }) => service === null).map(({ deployment }) => deployment))
  const removed = world.deployments
    .filter((row) => row.wished && !kept.has(row.id) && !held.has(row.id))
    .map((row): TargetPlan => ({
      id: row.id,
      name: row.name,
      cluster: row.cluster,
      effect: 'REMOVED',
      spec: row.spec,
      generation: row.generation,
      steps: removalGraph(row.spec, context.catalogue, null),
      removedServices: {},
      addedServices: [],
    }))
  return [...wished, ...removed]
}

function planWish(
  file: ProjectFile,
  name: string,
  world: Pick<World, 'deployments'>,
  context: ResolveContext,
): TargetPlan {
  const spec = resolveDeployment(file, name, context)
  const id = deploymentId({ cluster: spec.cluster, project: file.name, deployment: name })
  const row = world.deployments.find((each) => each.id === id)
  const before = row?.wished === true ? row.spec : null
  const generation = generationOf(spec)
  const effect = before === null ? 'CREATED' : row?.generation === generation ? 'UNCHANGED' : 'CHANGED'
  const gone = Object.entries(before?.services ?? {}).filter(([service]) => !Object.hasOwn(spec.services, service))
  const removal = before === null ? [] : gone.flatMap(([service]) => removalGraph(before, context.catalogue, service))
  return {
    id,
    name,
    cluster: spec.cluster,
    effect,
    spec,
    generation,
    steps: [...stepGraph(spec, context.catalogue), ...removal],
    removedServices: Object.fromEntries(gone.map(([service, { deletion }]) => [service, deletion])),
    addedServices: Object.keys(spec.services).filter((service) => !(service in (before?.services ?? {}))),
  }
}

/** The plans that give an operation something to do. */
export function touching(plans: readonly TargetPlan[]): readonly TargetPlan[] {
  return plans.filter((plan) => plan.effect !== 'UNCHANGED')
}
