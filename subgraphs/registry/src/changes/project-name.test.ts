import { expect, test } from 'vitest'
import { projectNameIn } from './project-name.ts'

test.each([
  ['a file that is right', 'apiVersion: operations-manager/v1\nname: parks\n', 'parks'],
  ['a file in which one thing stands for two', 'name: parks\na: &small { cpu: 1 }\nb: *small\n', 'parks'],
  ['a file that is wrong elsewhere', 'name: parks\nname: woods\nservices: [\n', 'parks'],
  ['a name that is no text', 'name: [parks]\n', null],
  ['a name that stands for another value', 'other: &x parks\nname: *x\n', null],
  ['no map at all', '- parks\n', null],
  ['nothing', '', null],
])('the project of %s', (_, text, name) => {
  expect(projectNameIn(text)).toBe(name)
})

test('a text that would grow without bound is not made to', () => {
  const levels = Array.from({ length: 30 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}]`)
  expect(projectNameIn(`name: parks\nl0: &l0 [x]\n${levels.join('\n')}\n`)).toBe('parks')
})
