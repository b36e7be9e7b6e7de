import { expect, test } from 'vitest'
import { Reading } from './reading.ts'

type Asked = { readonly what: string; readonly answer: (read: readonly string[]) => void; readonly fail: () => void }

function aReading(shown: readonly string[]) {
  const asked: Asked[] = []
  let failures = 0
  const reading = new Reading<readonly string[], string, readonly string[]>({
    ask: (what) =>
      new Promise((resolve, reject) => {
        asked.push({ what, answer: resolve, fail: () => reject(new Error('nothing was answered')) })
      }),
    update: (change) => void (shown = change(shown)),
    failed: () => void (failures += 1),
  })
  const settled = () => new Promise(setImmediate)
  return { reading, asked, settled, seen: () => shown, failures: () => failures }
}
const take = (_shown: readonly string[], read: readonly string[]) => read
const add = (one: string) => (shown: readonly string[]) => [...shown, one]

test('what changed while it was read again is not lost to the older answer', async () => {
  const { reading, asked, settled, seen } = aReading(['old'])
  reading.again('all', take)
  reading.change(add('new'))
  expect(seen()).toEqual(['old', 'new'])
  asked[0]?.answer(['read'])
  await settled()
  expect(seen()).toEqual(['read', 'new'])
  reading.change(add('later'))
  expect(seen()).toEqual(['read', 'new', 'later'])
})

test('asked again while it is read, it is read once more afterwards, whatever became of the first', async () => {
  const { reading, asked, settled, seen, failures } = aReading(['old'])
  reading.again('first', take)
  reading.again('second', take)
  reading.again('third', take)
  expect(asked.map(({ what }) => what)).toEqual(['first'])
  asked[0]?.fail()
  await settled()
  expect([failures(), asked.map(({ what }) => what)]).toEqual([1, ['first', 'third']])
  asked[1]?.answer(['as it is now'])
  await settled()
  expect(seen()).toEqual(['as it is now'])
})

test('where it cannot be read what is shown stays, with what changed', async () => {
  const { reading, asked, settled, seen, failures } = aReading(['old'])
  reading.again('all', take)
  reading.change(add('new'))
  asked[0]?.fail()
  await settled()
  expect([seen(), failures()]).toEqual([['old', 'new'], 1])
})
