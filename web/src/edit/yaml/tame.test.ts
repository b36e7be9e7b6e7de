import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isTame } from './tame.ts'

const examples = new URL('../../../../schema/project-file/examples/', import.meta.url)

test.each(['webshop', 'brochure', 'registers', 'older-format'])('%s.yaml has its colours', (name) => {
  expect(isTame(readFileSync(new URL(`${name}.yaml`, examples), 'utf8'))).toBe(true)
})

test.each(['[', '{[&*: ', '- ', '? ', ': ', '- "}{ x: [\n'])('%j again and again has none', (part) => {
  expect(isTame(part.repeat(10_000))).toBe(false)
})
