import { expect, test } from 'vitest'
import { bounds, everything, failuresOf, namesIn, type AWorld } from './looks.ts'

/** Going on after a cut. */
export function interruptionContract(aWorld: AWorld): void {
  test('a deployment that was half made is finished, wherever it was cut off', async () => {
    const whole = aWorld(bounds)
    await whole.run(whole.wish(everything))
    const expected = await namesIn(whole)
    const total = whole.writes.length
    expect(total).toBeGreaterThan(15)
    for (let count = 0; count < total; count += 1) {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      world.cutAfterWrites(count)
      expect(Object.values(failuresOf(await world.run(wish)))).toEqual(['BACKEND_UNAVAILABLE'])
      expect(world.writes).toHaveLength(count)
      world.cut(null)
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect(await namesIn(world)).toEqual(expected)
      world.writes.length = 0
      await world.run(wish)
      expect(world.writes).toEqual([])
    }
  })
}
