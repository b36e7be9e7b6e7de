import { expect, test } from 'vitest'
import { shortImage } from './image.ts'

test.each([
  ['registry and folders go', 'registry.example:5000/team/shop/web:1.4.2', 'web:1.4.2'],
  ['an image without a tag is its name', 'nginx', 'nginx'],
  ['a digest beside a tag goes', 'registry.example/web:1.4.2@sha256:0123456789abcdef', 'web:1.4.2'],
  ['a digest without a tag is shortened', 'registry.example/web@sha256:0123456789abcdef', 'web@01234567'],
])('%s', (_sentence, image, short) => {
  expect(shortImage(image)).toBe(short)
})
