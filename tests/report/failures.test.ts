import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { failuresOf, failuresText } from './failures.ts'

type Part = { readonly name: string; readonly message: string }
const stack = 'Error: 1 is not 2\n    at expect (/x/node_modules/vitest/a.js:1:1)\n    at /x/web/edit.ts:7:3'

function aModule({ tests = [], suites = [], own = [] }: { tests?: Part[]; suites?: Part[]; own?: string[] }) {
  const errorsOf = ({ message }: Part) => [{ message, stack }]
  const children = {
    allTests: () => tests.map((part) => ({ fullName: part.name, result: () => ({ errors: errorsOf(part) }) })),
    allSuites: () => suites.map((part) => ({ fullName: part.name, errors: () => errorsOf(part) })),
  }
  const isGood = tests.length + suites.length + own.length === 0
  const errors = () => own.map((message) => ({ message }))
  // only what is read, of the many things that vitest says of a file
  return { ok: () => isGood, relativeModuleId: 'web/edit.test.ts', children, errors } as unknown as TestModule
}

test.each([
  ['a run in which all is well has none', [aModule({})], [], []],
  [
    'a test is named with its file, what it said, and the first place that is no library’s',
    [aModule({ tests: [{ name: 'edits > are kept', message: '1 is not 2' }] })],
    [],
    [{ what: 'web/edit.test.ts > edits > are kept', why: '1 is not 2\nat /x/web/edit.ts:7:3' }],
  ],
  [
    'what stands before tests is named by their group',
    [aModule({ suites: [{ name: 'edits', message: 'no browser' }] })],
    [],
    [{ what: 'web/edit.test.ts > edits', why: 'no browser\nat /x/web/edit.ts:7:3' }],
  ],
  [
    'a file that does not load is named by itself',
    [aModule({ own: ['no such module'] })],
    [],
    [{ what: 'web/edit.test.ts', why: 'no such module' }],
  ],
  [
    'what an assertion saw beside what it expected is told in plain text',
    [],
    [
      {
        message: 'expected [ …(1) ] to deeply equal []',
        diff: '\u001B[32m- []\u001B[39m\n\u001B[31m+ ["Pod.name"]\u001B[39m',
      },
    ],
    [{ what: 'outside of every test', why: 'expected [ …(1) ] to deeply equal []\n- []\n+ ["Pod.name"]' }],
  ],
  [
    'what nobody caught belongs to no test',
    [],
    [{ message: 'gone' }],
    [{ what: 'outside of every test', why: 'gone' }],
  ],
])('%s', (_, modules, errors, expected) => {
  expect(failuresOf(modules, errors)).toEqual(expected)
})

test('a long message is told by its beginning', () => {
  const [one] = failuresOf([], [{ message: 'line\n'.repeat(500) }])
  expect(one?.why.split('\n')).toHaveLength(24)
})

test('nothing is told where nothing failed', () => {
  expect(failuresText([])).toBe('')
})
