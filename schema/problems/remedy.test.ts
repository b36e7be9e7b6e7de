import { parse, type InputObjectTypeDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { registrySdl } from '../registry/sdl.ts'
import { problem } from './problem.ts'
import type { Remedy } from './remedy.ts'

const known = { title: 'Set the image', mutation: 'setImage', input: { project: 'shop', component: 'web' } } as const
// @ts-expect-error -- no mutation is called that
const unknown: Remedy = { ...known, mutation: 'putImage' }
// @ts-expect-error -- its input has no such field
const misnamed: Remedy = { ...known, input: { project: 'shop', name: 'web' } }
// @ts-expect-error -- a field of its input is never null
const empty: Remedy = { ...known, input: { project: null } }

test('a remedy that the graph knows is in the problem as it was given, and what the compiler refuses is not in the graph', () => {
  expect(problem('CRASH_LOOP', 'It ends again and again.', { remedies: [known] }).remedies).toEqual([known])
  const { definitions } = parse(registrySdl([]))
  const named = (name: string) =>
    definitions.find((one) => 'name' in one && one.name?.value === name) as
      | ObjectTypeDefinitionNode
      | InputObjectTypeDefinitionNode
      | undefined // the two kinds that are asked for
  const fieldsOf = (name: string) => named(name)?.fields?.map((field) => field.name.value) ?? []
  expect(fieldsOf('Mutation')).not.toContain(unknown.mutation)
  expect(fieldsOf('Mutation')).toContain(known.mutation)
  expect(fieldsOf('SetImageInput')).toEqual(expect.arrayContaining(Object.keys(known.input)))
  expect(Object.keys(misnamed.input).every((field) => fieldsOf('SetImageInput').includes(field))).toBe(false)
  expect(Object.keys(empty.input)).toEqual(['project'])
})
