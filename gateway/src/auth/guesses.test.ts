import { describe, expect, it } from 'vitest'
import { Guesses } from './guesses.ts'

const options = { allowed: 3, regainMs: 1_000, mostAddresses: 2 }

describe('guessing tokens', () => {
  it('is slowed after a few wrong ones, for the address they come from alone', () => {
    const guesses = new Guesses(options)
    for (let count = 0; count < 2; count += 1) guesses.wrong('192.0.2.1', 0)
    expect(guesses.waitMs('192.0.2.1', 0)).toBe(0)
    guesses.wrong('192.0.2.1', 0)
    expect(guesses.waitMs('192.0.2.1', 0)).toBe(1_000)
    expect(guesses.waitMs('192.0.2.2', 0)).toBe(0)
  })

  it('goes on at the pace that is left, and is forgiven in time', () => {
    const guesses = new Guesses(options)
    for (let count = 0; count < 50; count += 1) guesses.wrong('192.0.2.1', 0)
    expect(guesses.waitMs('192.0.2.1', 400)).toBe(600)
    expect(guesses.waitMs('192.0.2.1', 1_000)).toBe(0)
    guesses.wrong('192.0.2.1', 1_000)
    expect(guesses.waitMs('192.0.2.1', 1_000)).toBe(1_000)
    expect(guesses.waitMs('192.0.2.1', 4_000)).toBe(0)
  })

  it('counts what is asked about until it turns out to be right', () => {
    const guesses = new Guesses(options)
    for (let count = 0; count < 3; count += 1) guesses.wrong('192.0.2.1', 0)
    expect(guesses.waitMs('192.0.2.1', 0)).toBe(1_000)
    for (let count = 0; count < 3; count += 1) guesses.right('192.0.2.1', 0)
    expect(guesses.waitMs('192.0.2.1', 0)).toBe(0)
    for (let count = 0; count < 2; count += 1) guesses.wrong('192.0.2.1', 0)
    expect(guesses.waitMs('192.0.2.1', 0)).toBe(0)
  })

  it('remembers no more addresses than it may', () => {
    const guesses = new Guesses(options)
    for (const last of [1, 2, 3]) for (let count = 0; count < 3; count += 1) guesses.wrong(`192.0.2.${last}`, 0)
    expect([1, 2, 3].map((last) => guesses.waitMs(`192.0.2.${last}`, 0))).toEqual([0, 1_000, 1_000])
  })
})
