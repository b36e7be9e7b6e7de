import { expect, test } from 'vitest'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { foldStep, type StepNow } from './step-fold.ts'
import { aStep } from './testing.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 10, 0, second)).toISOString()
const running = foldStep(null, aStep({ at: at(10) }))!
const succeeded = foldStep(running, aStep({ state: 'SUCCEEDED', at: at(20) }))!
const failed = foldStep(running, aStep({ state: 'FAILED', at: at(20) }))!
const declared: StepNow = { ...foldStep(null, aStep({ state: 'PENDING', attempt: 0 }))!, at: new Date(at(59)) }

test.each<[string, StepNow | null, Parameters<typeof aStep>[0], Partial<StepNow> | null]>([
  ['the first report starts the step', null, { at: at(10) }, { state: 'RUNNING', startedAt: new Date(at(10)) }],
  ['a pending step has not started', null, { state: 'PENDING' }, { startedAt: null, finishedAt: null }],
  ['a declared step starts whatever clock the cluster has', declared, { at: at(1), attempt: 0 }, { state: 'RUNNING' }],
  [
    'the end keeps the start',
    running,
    { state: 'SUCCEEDED', at: at(20) },
    { startedAt: new Date(at(10)), finishedAt: new Date(at(20)) },
  ],
  ['the same again changes nothing', running, { at: at(30) }, null],
  [
    'other words in the same state are shown',
    running,
    { message: 'Waits for the server.', at: at(30) },
    { message: 'Waits for the server.' },
  ],
  [
    'a problem that comes is shown',
    running,
    { problem: problem('BACKEND_UNAVAILABLE', 'Away.'), at: at(30) },
    { state: 'RUNNING' },
  ],
  ['what was said earlier and comes later is dropped', running, { state: 'WAITING', at: at(5) }, null],
  ['an ended attempt does not run again', succeeded, { state: 'RUNNING', at: at(30) }, null],
  ['an ended attempt does not end otherwise', succeeded, { state: 'FAILED', at: at(30) }, null],
  [
    'a further attempt runs again',
    failed,
    { attempt: 2, at: at(30) },
    { state: 'RUNNING', attempt: 2, finishedAt: null, startedAt: new Date(at(10)) },
  ],
  [
    'an older attempt that comes late is dropped',
    { ...running, attempt: 3 },
    { attempt: 2, state: 'FAILED', at: at(5) },
    null,
  ],
  [
    'a lower attempt that was said later, by a backend that started over, ends the present one',
    { ...running, attempt: 3 },
    { attempt: 1, state: 'SUCCEEDED', at: at(50) },
    { attempt: 3, state: 'SUCCEEDED', finishedAt: new Date(at(50)) },
  ],
  [
    'a lower attempt of a backend that started over does not run again what has ended',
    { ...succeeded, attempt: 3 },
    { attempt: 1, state: 'RUNNING', at: at(50) },
    null,
  ],
  [
    'what has failed and is tried again by a backend that started over is a further attempt',
    { ...failed, attempt: 3 },
    { attempt: 1, state: 'SUCCEEDED', at: at(50) },
    { attempt: 4, state: 'SUCCEEDED', finishedAt: new Date(at(50)) },
  ],
  ['what has failed stays so where the same is said again', failed, { state: 'FAILED', at: at(50) }, null],
  ['a running step is not pending again', running, { state: 'PENDING', at: at(50) }, null],
])('%s', (_, now, report, expected) => {
  const folded = foldStep(now, aStep(report))
  expect(folded).toEqual(expected === null ? null : { ...folded, ...expected })
})
