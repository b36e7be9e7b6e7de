import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { closingLine, countsOf, sumOf } from './counts.ts'

type State = 'passed' | 'failed' | 'skipped'

function aModule(states: readonly State[], { isLoaded = true } = {}): TestModule {
  const tests = states.map((state) => ({ result: () => ({ state }) }))
  const allTests = (wanted?: State) => tests.filter((one) => wanted === undefined || one.result().state === wanted)
  // only what is counted, of the many things that vitest says of a file
  return { ok: () => isLoaded && !states.includes('failed'), children: { allTests } } as unknown as TestModule
}

test('each test counts as what became of it', () => {
  expect(countsOf([aModule(['passed', 'failed']), aModule(['passed', 'skipped'])], [])).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
  })
})

test('a file that did not load and an error outside of every test are failures', () => {
  expect(countsOf([aModule([], { isLoaded: false })], [])).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countsOf([aModule(['passed'])], [new Error('nobody caught it')])).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('the closing line speaks of skipped tests only where there are some', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('runs add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sumOf([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
  expect(sumOf([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
})
