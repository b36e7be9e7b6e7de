import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { leftOutText, reasonsOf } from './left-out.ts'

function aModule(notes: readonly (string | undefined)[]): TestModule {
  const tests = notes.map((note) => ({ result: () => ({ state: 'skipped', note }) }))
  // only what is read, of the many things that vitest says of a file
  return { children: { allTests: () => tests } } as unknown as TestModule
}

test('each reason is told once, and a test that gives none tells nothing', () => {
  expect(reasonsOf([aModule(['no Go', undefined]), aModule(['no Go', 'no Java'])])).toEqual(['no Go', 'no Java'])
})

test('suites with the same reason share it', () => {
  const text = leftOutText([
    { name: 'node', reasons: ['Missing:\n  Go'] },
    { name: 'e2e', reasons: [] },
    { name: 'own-node', reasons: ['Missing:\n  Go'] },
  ])
  expect(text).toBe('LEFT OUT  node, own-node\n          Missing:\n            Go\n\n')
})
