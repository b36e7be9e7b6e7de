import { buildSchema, getVariableValues, parse, type OperationDefinitionNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { variableFault } from './variable-faults.ts'

const schema = buildSchema(`
  type Query { a(input: In, count: Int): Int }
  enum Mode { ON OFF }
  input In { name: String!, value: String, mode: Mode, list: [In!] }
`)
const [definition] = parse('query ($input: In, $count: Int!) { a(input: $input, count: $count) }').definitions
const { variableDefinitions = [] } = definition as OperationDefinitionNode

function faults(variables: Record<string, unknown>): readonly string[] {
  const { errors = [] } = getVariableValues(schema, variableDefinitions, { count: 1, ...variables })
  return errors.map(variableFault)
}

describe('what is wrong with a variable is told without its value', () => {
  it.each([
    [
      'a field is missing beside a secret',
      { input: { value: 'hidden' } },
      'The variable "$input" has an impossible value: Field "name" of required type "String!" was not provided.',
    ],
    [
      'a field has the wrong type',
      { input: { name: 'a', value: ['hidden'] } },
      'The variable "$input.value" has an impossible value: String cannot represent a non string value.',
    ],
    [
      'a number is none',
      { count: 'hidden' },
      'The variable "$count" has an impossible value: Int cannot represent non-integer value.',
    ],
    [
      'a word is not of an enum',
      { input: { name: 'a', mode: 'hidden' } },
      'The variable "$input.mode" has an impossible value: It does not exist in "Mode" enum.',
    ],
    [
      'a number stands for an enum',
      { input: { name: 'a', mode: 12_345 } },
      'The variable "$input.mode" has an impossible value: Enum "Mode" cannot represent non-string value.',
    ],
    [
      'a value looks like a place',
      { input: 'hidden at "here"' },
      'The variable "$input" has an impossible value: Expected type "In" to be an object.',
    ],
    [
      'something lies deep',
      { input: { name: 'a', list: [{ value: 'hidden' }] } },
      'The variable "$input.list[0]" has an impossible value: Field "name" of required type "String!" was not provided.',
    ],
    ['it is null', { count: null }, 'Variable "$count" of non-null type "Int!" must not be null.'],
  ])('%s', (_, variables, message) => {
    expect(faults(variables)).toEqual([message])
  })

  it('each fault of several', () => {
    expect(faults({ input: { other: 'hidden', value: 7 } }).join('\n')).not.toMatch(/hidden|7/)
  })
})
