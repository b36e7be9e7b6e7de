import { expect, test } from 'vitest'
import { imageProof } from './image-proof.ts'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const pod = (image: string, letter: string | null) => ({ image, digest: letter === null ? null : digest(letter) })
const tag = 'ghcr.io/example/web:1'
const pinned = `ghcr.io/example/web:1@${digest('a')}`

test.each([
  ['a tag that is one image in every pod', tag, [pod(tag, 'a'), pod(tag, 'a')], true],
  ['a tag that was moved between two pulls', tag, [pod(tag, 'a'), pod(tag, 'b')], false],
  ['another image than the one asked for', tag, [pod('ghcr.io/example/web:2', 'a')], false],
  ['the digest that was asked for', pinned, [pod(pinned, 'a')], true],
  ['another digest than the one asked for', pinned, [pod(pinned, 'b')], false],
  ['a digest that was asked for and is not told', pinned, [pod(pinned, null)], false],
  ['no pods, where none are asked for', tag, [], true],
] as const)('the proof of %s', (_, image, pods, passed) => {
  expect(imageProof({ from: 'BACKEND' }, { component: 'web', image }, pods, new Date(0)).passed).toBe(passed)
})

test('the proof says which digest a tag was', () => {
  const proof = imageProof({ from: 'BACKEND' }, { component: 'web', image: tag }, [pod(tag, 'a')], new Date(0))
  expect(proof.seen).toBe(`1 pod runs ${tag} with the digest ${digest('a')}.`)
})
