import { describe, expect, test } from 'vitest'
import {
  deriveOperationState,
  isFinal,
  isFinished,
  nextTargetState,
  targetStates,
  type OperationState,
  type SaveState,
  type TargetState,
} from './operation-state.ts'

/** Every set of target states there is: the order and number of targets do not matter, so sets are all combinations. */
const allSets: readonly TargetState[][] = Array.from({ length: 2 ** targetStates.length }, (_, bits) =>
  targetStates.filter((_, index) => (bits & (1 << index)) !== 0),
)

/** The rules as the architecture words them, each as a row: the first that holds. */
const rules: readonly [
  sentence: string,
  state: OperationState,
  holds: (save: SaveState, targets: ReadonlySet<TargetState>) => boolean,
][] = [
  ['a commit that finally cannot be made is FAILED', 'FAILED', (save) => save === 'FAILED'],
  ['RECORDED until its commit is in the branch', 'RECORDED', (save) => save === 'PENDING'],
  ['SUCCEEDED if it has no targets', 'SUCCEEDED', (_, targets) => targets.size === 0],
  ['RUNNING if any target runs', 'RUNNING', (_, targets) => targets.has('RUNNING')],
  ['FAILED if any failed, even while others wait', 'FAILED', (_, targets) => targets.has('FAILED')],
  ['QUEUED if any open target was taken by its cluster', 'QUEUED', (_, targets) => targets.has('QUEUED')],
  ['SAVED if any target is still open', 'SAVED', (_, targets) => targets.has('SAVED')],
  ['CANCELLED if any was', 'CANCELLED', (_, targets) => targets.has('CANCELLED')],
  ['SUPERSEDED if all were', 'SUPERSEDED', (_, targets) => [...targets].every((state) => state === 'SUPERSEDED')],
  ['else SUCCEEDED', 'SUCCEEDED', () => true],
]

describe('the state of an operation', () => {
  test.each(rules)('%s', (_, state, holds) => {
    let met = 0
    for (const save of ['PENDING', 'SAVED', 'FAILED'] as const) {
      for (const targets of allSets) {
        const first = rules.find(([, , rule]) => rule(save, new Set(targets)))
        if (first?.[2] !== holds) continue
        met += 1
        expect(deriveOperationState(save, targets), `${save} ${targets.join()}`).toBe(state)
        expect(deriveOperationState(save, [...targets, ...targets.toReversed()])).toBe(state)
      }
    }
    expect(met).toBeGreaterThan(0)
  })

  test.each<[SaveState, TargetState[], OperationState]>([
    ['SAVED', ['FAILED', 'RUNNING'], 'RUNNING'],
    ['SAVED', ['FAILED', 'QUEUED', 'SAVED'], 'FAILED'],
    ['SAVED', ['SUCCEEDED', 'SAVED'], 'SAVED'],
    ['SAVED', ['SUCCEEDED', 'SUPERSEDED'], 'SUCCEEDED'],
    ['SAVED', ['SUPERSEDED', 'SUPERSEDED'], 'SUPERSEDED'],
    ['SAVED', ['SUCCEEDED', 'CANCELLED', 'SUPERSEDED'], 'CANCELLED'],
    ['PENDING', ['SAVED'], 'RECORDED'],
    ['FAILED', ['SAVED'], 'FAILED'],
  ])('%s with %j is %s', (save, targets, state) => {
    expect(deriveOperationState(save, targets)).toBe(state)
  })

  test('an operation is finished when it is saved and every target is final, or can never be saved', () => {
    for (const targets of allSets) {
      expect(isFinished('SAVED', targets)).toBe(targets.every(isFinal))
      expect(isFinished('PENDING', targets)).toBe(false)
      expect(isFinished('FAILED', targets)).toBe(true)
    }
  })
})

describe('the state of a target after a report', () => {
  test('a final state never changes', () => {
    for (const now of targetStates.filter(isFinal)) {
      for (const reported of targetStates) expect(nextTargetState(now, reported)).toBe(now)
    }
  })

  test('an open target never goes back, and takes everything that is ahead', () => {
    const order = ['SAVED', 'QUEUED', 'RUNNING'] as const
    for (const [place, now] of order.entries()) {
      for (const reported of targetStates) {
        const isBehind = order.slice(0, place).includes(reported as (typeof order)[number])
        expect(nextTargetState(now, reported)).toBe(isBehind ? now : reported)
      }
    }
  })
})
