import { expect, test } from 'vitest'
import { rebased } from './rebase.ts'

const base = `name: shop # ours
members:
  - { email: a@example.org, role: owner }
components:
  web:
    image: web:1
    replicas: 1
  api:
    image: api:1
`

test('changes at different places both stand, with the comments of both', () => {
  const mine = base.replace('web:1', 'web:2 # mine')
  const theirs = base.replace('api:1', 'api:2 # theirs')
  expect(rebased({ base, mine, theirs })).toEqual({
    text: base.replace('web:1', 'web:2 # mine').replace('api:1', 'api:2 # theirs'),
    overlaps: [],
  })
})

test('where both changed the same, mine stands and is told', () => {
  const mine = base.replace('web:1', 'web:2')
  const theirs = base.replace('web:1', 'web:3').replace('replicas: 1', 'replicas: 4')
  const { text, overlaps } = rebased({ base, mine, theirs })
  expect(text).toBe(base.replace('web:1', 'web:2').replace('replicas: 1', 'replicas: 4'))
  expect(overlaps).toEqual([['components', 'web', 'image']])
})

test('both may add a member', () => {
  const line = '  - { email: a@example.org, role: owner }\n'
  const mine = base.replace(line, `${line}  - { email: m@example.org, role: viewer }\n`)
  const theirs = base.replace(line, `${line}  - { email: t@example.org, role: viewer }\n`)
  const { text, overlaps } = rebased({ base, mine, theirs })
  expect(text).toContain('t@example.org, role: viewer }\n  - { email: m@example.org')
  expect(overlaps).toEqual([])
})

test('what they removed and I changed stays as mine', () => {
  const mine = base.replace('api:1', 'api:2')
  const theirs = base.replace('  api:\n    image: api:1\n', '')
  const { text, overlaps } = rebased({ base, mine, theirs })
  expect(text).toContain('api:2')
  expect(overlaps).toEqual([['components', 'api']])
})

test('without edits of mine theirs is taken as it is', () => {
  const theirs = base.replace('# ours', '# theirs')
  expect(rebased({ base, mine: base, theirs })).toEqual({ text: theirs, overlaps: [] })
})

test('a text that cannot be read is not lost', () => {
  expect(rebased({ base, mine: 'a: [', theirs: base })).toEqual({ text: 'a: [', overlaps: [[]] })
})
