import { expect, test } from 'vitest'
import { isObjectId, pathOfProject, projectOfPath } from './paths.ts'

test.each(['../x', 'a/b', 'A', '', 'x\ny', '-a', 'a-', 'x.yaml'])('%j is no project name', (name) => {
  expect(() => pathOfProject(name)).toThrow('no project name')
})

test.each([
  ['projects/shop.yaml', 'shop'],
  ['projects/a.yml', null],
  ['projects/x/shop.yaml', null],
  ['README.md', null],
  ['projects/Shop.yaml', null],
])('%s is the file of %s', (path, project) => {
  expect(projectOfPath(path)).toBe(project)
})

test.each([
  ['a'.repeat(40), true],
  ['a'.repeat(64), true],
  ['HEAD', false],
  ['--all', false],
  [`${'a'.repeat(40)}\n`, false],
])('%j as an object id: %s', (text, expected) => {
  expect(isObjectId(text)).toBe(expected)
})
