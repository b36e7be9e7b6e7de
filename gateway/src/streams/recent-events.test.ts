import { describe, expect, it } from 'vitest'
import { RecentEvents } from './recent-events.ts'
import { StreamEvent } from './stream-event.ts'

const event = (position: number, cursor = String(position)): StreamEvent =>
  new StreamEvent(`{"data":${position}}`, cursor, position)
const seen = (events: readonly StreamEvent[] | null) => events && events.map(({ position }) => position)

describe('what somebody lacks who has seen everything up to a place', () => {
  it('is known from where the stream began', () => {
    const recent = new RecentEvents()
    recent.startAt('10', 10)
    for (const position of [12, 15, 19]) recent.add(event(position))
    expect(seen(recent.after('10', 10))).toEqual([12, 15, 19])
    expect(seen(recent.after('15', 15))).toEqual([19])
    expect(seen(recent.after('17', 17))).toEqual([19]) // a place of the feed that this stream had no event at
    expect(seen(recent.after('30', 30))).toEqual([])
  })

  it('cannot be told for a place before that', () => {
    const recent = new RecentEvents()
    recent.startAt('10', 10)
    recent.add(event(12))
    expect(recent.after('9', 9)).toBeNull()
    expect(recent.after(null, null)).toBeNull()
    expect(new RecentEvents().after('10', 10)).toBeNull()
  })

  it('cannot be told any more once events were forgotten', () => {
    const recent = new RecentEvents()
    recent.startAt('0', 0)
    for (let position = 1; position <= 300; position += 1) recent.add(event(position))
    expect(recent.after('40', 40)).toBeNull()
    expect(seen(recent.after('44', 44))?.at(0)).toBe(45)
    expect(seen(recent.after('299', 299))).toEqual([300])
  })

  it('is found by cursors alone where nobody says positions', () => {
    const recent = new RecentEvents()
    recent.startAt('a', null)
    for (const cursor of ['b', 'c', 'd']) recent.add(new StreamEvent('{}', cursor, null))
    const cursors = (place: string) => recent.after(place, null)?.map(({ cursor }) => cursor) ?? null
    expect(cursors('a')).toEqual(['b', 'c', 'd'])
    expect(cursors('c')).toEqual(['d'])
    expect(cursors('unknown')).toBeNull()
  })

  it('waits for a first place before it says anything', () => {
    const recent = new RecentEvents()
    recent.startAt(null, null) // a word about rights, without a place
    recent.startAt('5', 5)
    recent.add(event(6))
    expect(seen(recent.after('5', 5))).toEqual([6])
  })
})

describe('an event as it is sent', () => {
  it('names its place, unless that would break the stream', () => {
    expect(event(7).sse.toString()).toBe('event: next\nid: 7\ndata: {"data":7}\n\n')
    expect(new StreamEvent('{}', 'a\nid: 9', null).sse.toString()).toBe('event: next\ndata: {}\n\n')
    expect(new StreamEvent('{}', null, null).sse.toString()).toBe('event: next\ndata: {}\n\n')
  })
})
