import type { Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { StepDeclaration } from '@operations-manager/schema/steps/step.ts'
import type { Wished } from './source.ts'
import { newTrack, type PlannedStep, type Track } from './track.ts'

/** The graphs of steps, as pure functions of what is wished. */
export type StepGraph = {
  wished(spec: DeploymentSpec): readonly StepDeclaration[]
  /**
   * `last`: the last accepted spec, where it is known; `isWished`: whether the deployment itself stays. Each step comes
   * with the spec that tells what is to go.
   */
  removed(tombstone: Tombstone, last: DeploymentSpec | null, isWished: boolean): readonly RemovalStep[]
}

export type RemovalStep = { readonly declaration: StepDeclaration; readonly spec: DeploymentSpec }

/** A tombstone against what is wished is not carried out: the newer word is the wish. */
export function isContradicted({ service }: Tombstone, wish: Wish | null): boolean {
  return wish !== null && (service === null || Object.hasOwn(wish.spec.services, service))
}

/** Removals that are part of the operation that the wish is of; the others are targets of their own. */
export function removalsOf(wish: Wish, tombstones: readonly Tombstone[]): readonly Tombstone[] {
  return tombstones.filter(
    (tombstone) =>
      wish.operation !== null && tombstone.operation === wish.operation && !isContradicted(tombstone, wish),
  )
}

/** What a track is an answer to. `held` is no part: cancelling stops the same track. */
export function wishKey({ generation, operation, restarts, reissue, retained }: Wish): string {
  return JSON.stringify([generation, operation, restarts, reissue, retained])
}

/**
 * The track of a wish: the one there is while it answers this wish, else a new one. Attempts of the same operation
 * count on, from what the registry stored and from what this program said itself.
 */
export function trackOfWish(
  graph: StepGraph,
  ref: DeploymentRef,
  wished: Wished,
  wish: Wish,
  old: Track | null,
): Track {
  const key = wishKey(wish)
  const removals = removalsOf(wish, wished.tombstones)
  const isSame = old !== null && old.key === key
  if (isSame && removals.every(({ id }) => hasRemoval(old, id))) return old
  const steps = graph
    .wished(wish.spec)
    .map((declaration): PlannedStep => ({ declaration, target: { type: 'wish', ref, wish } }))
  const workloads = steps
    .filter(({ declaration }) => declaration.subject.type === 'component')
    .map(({ declaration }) => declaration.key)
  // What a service's workloads no longer use goes only once the new workloads are there; a step of both (the realm that
  // the service shared with others) is the wish's.
  const keys = new Set(steps.map(({ declaration }) => declaration.key))
  const isNew = ({ declaration }: PlannedStep): boolean => !keys.has(declaration.key)
  return newTrack({
    key,
    deployment: wish.id,
    operation: wish.operation,
    generation: wish.generation,
    isSettled: wish.settled === true || (isSame && old.isSettled),
    attempts: attemptsAfter(wish.attempts, old?.operation === wish.operation ? old : null),
    addresses: new Map([...(old?.steps.values() ?? [])].map(({ key: step, status }) => [step, status.addresses])),
    steps: [...steps, ...removals.flatMap((one) => removalSteps(graph, ref, one, wished, workloads)).filter(isNew)],
  })
}

/** The track of a removal that is a target of its own. */
export function trackOfRemoval(graph: StepGraph, ref: DeploymentRef, tombstone: Tombstone, wished: Wished): Track {
  return newTrack({
    key: tombstone.id,
    deployment: tombstone.deployment,
    operation: tombstone.operation,
    generation: tombstone.generation ?? tombstone.id,
    isSettled: false,
    attempts: tombstone.attempts,
    steps: removalSteps(graph, ref, tombstone, wished, []),
  })
}

function removalSteps(
  graph: StepGraph,
  ref: DeploymentRef,
  tombstone: Tombstone,
  { last, wish }: Wished,
  after: readonly string[],
): readonly PlannedStep[] {
  return graph.removed(tombstone, last?.spec ?? null, wish !== null).map(({ declaration, spec }) => ({
    declaration: { ...declaration, needs: [...declaration.needs, ...after] },
    target: { type: 'removal', ref, tombstone, spec },
  }))
}

function hasRemoval(track: Track, tombstone: string): boolean {
  return [...track.steps.values()].some(({ target }) => target.type === 'removal' && target.tombstone.id === tombstone)
}

function attemptsAfter(stored: Readonly<Record<string, number>>, old: Track | null): Readonly<Record<string, number>> {
  const said = [...(old?.steps.values() ?? [])].filter(({ report }) => report !== null)
  return {
    ...stored,
    ...Object.fromEntries(said.map(({ key, attempt }) => [key, Math.max(attempt, stored[key] ?? 0)])),
  }
}
