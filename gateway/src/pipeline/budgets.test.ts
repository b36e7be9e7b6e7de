import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Budgets } from './budgets.ts'

function aBudget(budget = { burst: 10, perSecond: 2 }) {
  let now = 1_000
  const budgets = new Budgets(budget)
  return {
    spend: (points: number, who = 'alice') => budgets.spend(who, points, now),
    pass: (ms: number) => (now += ms),
  }
}

describe('a budget', () => {
  test('may be spent at once', () => {
    const { spend } = aBudget()
    expect(spend(10)).toEqual({ isAllowed: true, remaining: 0, resetSeconds: 5, retryAfterSeconds: 0 })
  })

  test('that is spent refuses, says when to come again, and takes nothing for it', () => {
    const { spend, pass } = aBudget()
    spend(10)
    expect(spend(4)).toEqual({ isAllowed: false, remaining: 0, resetSeconds: 5, retryAfterSeconds: 2 })
    pass(2_000)
    expect(spend(4)).toMatchObject({ isAllowed: true, remaining: 0 })
  })

  test('comes back with time, and no more of it than there was', () => {
    const { spend, pass } = aBudget()
    spend(10)
    pass(60_000)
    expect(spend(0)).toMatchObject({ remaining: 10, resetSeconds: 0 })
  })

  test('is everybody’s own', () => {
    const { spend } = aBudget()
    spend(10)
    expect(spend(10, 'bob').isAllowed).toBe(true)
  })

  test('never allows more than its burst and what came back since, whatever is asked when', () => {
    const tries = fc.array(fc.record({ points: fc.nat(6), afterMs: fc.nat(3_000) }), { maxLength: 60 })
    fc.assert(
      fc.property(tries, (all) => {
        const { spend, pass } = aBudget()
        let [spent, passedMs] = [0, 0]
        for (const { points, afterMs } of all) {
          pass(afterMs)
          passedMs += afterMs
          if (spend(points).isAllowed) spent += points
          expect(spent).toBeLessThanOrEqual(10 + (passedMs / 1_000) * 2 + 1e-6)
        }
      }),
    )
  })

  test('forgets those who spent longest ago, when there are very many', () => {
    const { spend } = aBudget()
    spend(10)
    for (let number = 0; number < 10_000; number += 1) spend(1, `other ${number}`)
    expect(spend(10).isAllowed).toBe(true)
  })
})
