import { readProjectFile } from '@operations-manager/schema/project-file/read.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { expect, test } from 'vitest'
import { blankText, templateText } from './start-text.ts'

const cluster = (name: string, isDraining = false) => ({ name, isDraining, state: 'CONNECTED' as const, profile: null })

test('the template is a valid project in the first cluster that takes it', () => {
  const text = templateText('alice@example.org', { clusters: [cluster('full', true), cluster('open')] })
  const reading = readProjectFile(text, catalogue)
  expect(reading.ok ? [] : reading.problems).toEqual([])
  expect(text).toContain('cluster: open')
  expect(text).toContain('alice@example.org')
})

test('a blank project is valid and its owner is whoever begins it', () => {
  const reading = readProjectFile(blankText('null', "o'dd@example.org"), catalogue)
  expect(reading.ok && [reading.file.name, reading.file.members[0]?.email]).toEqual(['null', "o'dd@example.org"])
})
