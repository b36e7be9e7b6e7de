import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { expect, test } from 'vitest'
import { generateProbers } from './generate-probers.ts'
import { probers } from './probers.ts'

test('the list of probers is the one that the folders give', () => {
  expect(generateProbers()).toBe(false)
})

test('every prober is one of a type that exists and has a proof', async () => {
  for (const [type, load] of probers) {
    expect(catalogue.get(type)?.steps.some(({ proof }) => proof)).toBe(true)
    expect(Object.keys((await load()).prober)).toEqual(['prove'])
  }
})
