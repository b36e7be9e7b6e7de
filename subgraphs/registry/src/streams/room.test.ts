import { describe, expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import type { StoredEvent } from '../store/event-change.ts'
import type { Feed } from '../store/feed.ts'
import { Room, type RoomOptions } from './room.ts'
import type { StreamEnd } from './seat.ts'

const anEvent = (cursor: string): StoredEvent => ({
  cursor,
  at: new Date(0),
  project: 'shop',
  operation: null,
  deployment: null,
  cluster: null,
  change: { type: 'retained', service: 'orders' },
})

/** A feed that gives what the test pushes. */
function aFeed() {
  const waiting: StoredEvent[] = []
  let wake: (() => void) | null = null
  let isClosed = false
  const feed: Feed = {
    start: 'PRESENT',
    cursor: '10',
    close: () => {
      isClosed = true
      wake?.()
    },
    [Symbol.asyncIterator]: async function* events() {
      for (;;) {
        if (isClosed) return
        const next = waiting.shift()
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else yield next
      }
    },
  }
  const push = (event: StoredEvent): void => {
    waiting.push(event)
    wake?.()
  }
  return { feed, push, isClosed: () => isClosed }
}

function anOutlet() {
  const sent: string[] = []
  let end: StreamEnd | null = null
  return { sent, end: (how: StreamEnd) => (end = how), send: (text: string) => sent.push(text), ended: () => end }
}

function aRoom(more: Partial<RoomOptions> = {}) {
  const { feed, push, isClosed } = aFeed()
  const rendered: string[] = []
  const room = new Room({
    feed,
    log: createLog('test', 'silent'),
    render: async ({ cursor }) => {
      rendered.push(cursor)
      return { text: cursor, isLast: cursor === '99' }
    },
    areRightsTheSame: () => Promise.resolve(true),
    dismiss: async (seat) => seat.cut('again'),
    onEmpty: () => undefined,
    ...more,
  })
  return { room, push, rendered, isClosed }
}

describe('a room', () => {
  test('renders each event once for everybody in it', async () => {
    const { room, push, rendered } = aRoom()
    const outlets = [anOutlet(), anOutlet(), anOutlet()]
    for (const outlet of outlets) room.join(outlet).seat.open()
    push(anEvent('11'))
    push(anEvent('12'))
    await expect
      .poll(() => outlets.map((outlet) => outlet.sent))
      .toEqual([
        ['11', '12'],
        ['11', '12'],
        ['11', '12'],
      ])
    expect(rendered).toEqual(['11', '12'])
    room.shut()
  })

  test('keeps what comes while somebody catches up, and repeats nothing', async () => {
    const { room, push, rendered } = aRoom()
    const early = anOutlet()
    room.join(early).seat.open()
    push(anEvent('11'))
    await expect.poll(() => early.sent).toEqual(['11'])
    const late = anOutlet()
    const { seat, position } = room.join(late)
    expect(position).toBe('11')
    push(anEvent('12'))
    await expect.poll(() => rendered).toEqual(['11', '12'])
    expect(late.sent).toEqual([])
    seat.tell('present')
    seat.open()
    expect(late.sent).toEqual(['present', '12'])
    room.shut()
  })

  test('ends with the last event, for those who catch up only after they have it', async () => {
    const { room, push } = aRoom()
    const [ready, catching] = [anOutlet(), anOutlet()]
    room.join(ready).seat.open()
    const { seat } = room.join(catching)
    push(anEvent('99'))
    await expect.poll(() => ready.ended()).toBe('complete')
    expect(catching.ended()).toBeNull()
    seat.open()
    expect(catching).toMatchObject({ sent: ['99'] })
    expect(catching.ended()).toBe('complete')
  })

  test('ends at once when an event cannot be rendered, and gives nothing that comes after it', async () => {
    const { room, push } = aRoom({
      render: ({ cursor }) =>
        cursor === '12' ? Promise.reject(new Error('no')) : Promise.resolve({ text: cursor, isLast: false }),
    })
    const outlet = anOutlet()
    room.join(outlet).seat.open()
    for (const cursor of ['11', '12', '13']) push(anEvent(cursor))
    await expect.poll(() => outlet.ended()).toBe('again')
    expect(outlet.sent).toEqual(['11'])
  })

  test('gives events in their order, however long each takes to render', async () => {
    const waits = new Map([
      ['11', 30],
      ['12', 5],
      ['13', 0],
    ])
    const { room, push } = aRoom({
      render: async ({ cursor }) => {
        await new Promise((resolve) => setTimeout(resolve, waits.get(cursor)))
        return { text: cursor, isLast: false }
      },
    })
    const outlet = anOutlet()
    room.join(outlet).seat.open()
    for (const cursor of waits.keys()) push(anEvent(cursor))
    await expect.poll(() => outlet.sent).toEqual(['11', '12', '13'])
    room.shut()
  })

  test('closes its feed when the last one leaves', () => {
    const { room, isClosed } = aRoom()
    const seats = [room.join(anOutlet()).seat, room.join(anOutlet()).seat]
    for (const seat of seats) room.leave(seat)
    expect(isClosed()).toBe(true)
    expect(room.isClosed).toBe(true)
  })

  test('looks at the rights before an event that may have changed them, and gives it to nobody who lost them', async () => {
    const { room, push, rendered } = aRoom({ areRightsTheSame: () => Promise.resolve(false) })
    const outlet = anOutlet()
    room.join(outlet).seat.open()
    push({ ...anEvent('11'), change: { type: 'project', state: 'VALID', revision: 'r' } })
    await expect.poll(() => outlet.ended()).toBe('again')
    expect(rendered).toEqual([])
    expect(outlet.sent).toEqual([])
  })

  test('leaves nobody behind who cannot be told that the rights changed', async () => {
    const { room } = aRoom({
      areRightsTheSame: () => Promise.resolve(false),
      dismiss: () => Promise.reject(new Error('the database is away')),
    })
    const outlets = [anOutlet(), anOutlet()]
    for (const outlet of outlets) room.join(outlet).seat.open()
    await room.checkRights()
    expect(outlets.map((outlet) => outlet.ended())).toEqual(['again', 'again'])
  })
})
