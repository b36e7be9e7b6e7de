import { expect, test } from 'vitest'
import { status } from '../words/en/status.ts'
import { tones } from './tone.ts'

test('every state that has a colour has a word, and the other way round', () => {
  for (const [axis, states] of Object.entries(tones)) {
    const words = status[axis as keyof typeof tones] // the keys of the same object
    expect(Object.keys(states).toSorted()).toEqual(Object.keys(words).toSorted())
  }
})
