import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Leader } from './leader.ts'
import { Tab, type FollowState } from './tab.ts'
import { FakeServer } from './testing.ts'

const document = 'subscription P($name: String!, $after: Cursor) { project(name: $name, after: $after) { cursor at } }'

/** A busy machine takes its time. */
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, 5_000)

let server: FakeServer
let leader: Leader
let tabs: Tab[]

/** A browser with one tab that holds the stream; more tabs may join. */
function aLeader(): Leader {
  const post = (message: Parameters<Tab['take']>[0]): void => tabs.forEach((tab) => tab.take(structuredClone(message)))
  return new Leader({ post, open: server.open, random: () => 0 })
}
function aTab(id: string): Tab {
  const tab = new Tab(id, ({ tab: from, wishes }) => leader.take(from, structuredClone(wishes)))
  tabs.push(tab)
  return tab
}
type Heard = {
  readonly errors: string[]
  readonly events: unknown[]
  readonly states: FollowState[]
  caughtUp: number
  gaps: number
  stop(): void
}
function follows(tab: Tab, name: string, after: string | null = null): Heard {
  const heard: Heard = { events: [], errors: [], states: [], caughtUp: 0, gaps: 0, stop: () => stop() }
  const stop = tab.follow(
    { document, variables: { name }, after },
    {
      onEvent: (data) => heard.events.push((data as { project: { cursor: string } }).project.cursor), // as sent below
      onError: (errors) => heard.errors.push(...errors.map(({ message }) => message)),
      onState: (state) => heard.states.push(state),
      onCaughtUp: (count) => void (heard.caughtUp = count),
      onGap: () => void (heard.gaps += 1),
    },
  )
  return heard
}
const event = (cursor: string, at = '2026-01-01T10:00:00.000Z') => ({ data: { project: { cursor, at } } })
/** The first stream stands, and whoever follows knows it. */
async function standsFirst(heard: Heard): Promise<void> {
  await streams(1)
  server.last.stand()
  await until(() => expect(heard.states).toEqual(['live']))
}
const streams = (count: number) => until(() => expect(server.streams).toHaveLength(count))

beforeEach(() => {
  server = new FakeServer()
  tabs = []
  leader = aLeader()
})
afterEach(() => leader.stop())

test('eight tabs that follow the same have one stream with one subscription', async () => {
  const heard = Array.from({ length: 8 }, (_, tab) => follows(aTab(`tab-${tab}`), 'shop', 'c1'))
  await streams(1)
  expect(server.last.wanted).toMatchObject([{ after: 'c1', variables: { name: 'shop', after: 'c1' } }])
  server.last.stand()
  server.last.send('next', 's0', event('c2'), 'c2')
  await until(() => expect(heard.map(({ events }) => events)).toEqual(Array.from({ length: 8 }, () => ['c2'])))
  expect(heard.map(({ states }) => states)).toEqual(Array.from({ length: 8 }, () => ['live']))
})

test('when the list changes the next stream stands before the old one is closed, and nothing comes twice', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop')
  await streams(1)
  const first = server.last
  first.stand()
  first.send('next', 's0', event('c1'), 'c1')
  await until(() => expect(shop.events).toEqual(['c1']))
  follows(tab, 'blog')
  await streams(2)
  const second = server.last
  expect(second.wanted.map(({ after }) => after)).toEqual(['c1', null])
  expect(first.isClosed).toBe(false)
  first.send('next', 's0', event('c2'), 'c2')
  await until(() => expect(shop.events).toEqual(['c1', 'c2']))
  second.send('next', 's0', event('c2'), 'c2')
  second.send('next', 's0', event('c3'), 'c3')
  second.stand()
  await until(() => expect(first.isClosed).toBe(true))
  expect(shop).toMatchObject({ events: ['c1', 'c2', 'c3'], states: ['live'], caughtUp: 0 })
})

test('a stream that breaks is said, opened again at its place, and what came meanwhile is counted', async () => {
  const shop = follows(aTab('a'), 'shop')
  await streams(1)
  server.last.stand()
  server.last.send('next', 's0', event('c1'), 'c1')
  await until(() => expect(shop.events).toEqual(['c1']))
  server.last.break()
  await until(() => expect(shop.states).toEqual(['live', { staleSince: expect.any(Date) }]))
  await streams(2)
  expect(server.last.wanted).toMatchObject([{ after: 'c1' }])
  server.last.stand()
  server.last.send('next', 's0', event('c2'), 'c2')
  server.last.send('next', 's0', event('c3', '2999-01-01T00:00:00.000Z'), 'c3')
  await until(() => expect(shop.events).toEqual(['c1', 'c2', 'c3']))
  expect(shop).toMatchObject({ caughtUp: 1, gaps: 0 })
  expect(shop.states.at(-1)).toBe('live')
})

test('what happened while the server let the new stream wait is counted too', async () => {
  const shop = follows(aTab('a'), 'shop', 'c1')
  await standsFirst(shop)
  server.last.break()
  await streams(2)
  const meanwhile = Date.now() + 1
  await until(() => expect(Date.now()).toBeGreaterThan(meanwhile))
  server.last.stand()
  server.last.send('next', 's0', event('c2', new Date(meanwhile).toISOString()), 'c2')
  await until(() => expect(shop).toMatchObject({ events: ['c2'], caughtUp: 1 }))
})

test('what waited while the browser let the tab sleep is counted, and what comes after that is not', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop')
  await streams(1)
  server.last.stand()
  server.last.send('next', 's0', event('c1'), 'c1')
  await until(() => expect(shop.events).toEqual(['c1']))
  tab.woke(Date.now() + 60_000)
  server.last.send('next', 's0', event('c2', new Date().toISOString()), 'c2')
  server.last.send('next', 's0', event('c3', '2999-01-01T00:00:00.000Z'), 'c3')
  await until(() => expect(shop.events).toEqual(['c1', 'c2', 'c3']))
  expect(shop).toMatchObject({ caughtUp: 1, gaps: 0, states: ['live'] })
})

test('without a place to go on from, the page is told that it may lack something', async () => {
  const shop = follows(aTab('a'), 'shop')
  await standsFirst(shop)
  server.last.break()
  await streams(2)
  server.last.stand()
  await until(() => expect(shop.gaps).toBe(1))
})

test('a list that changes before all of it is open breaks nothing that is open', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop')
  follows(tab, 'slow')
  await streams(1)
  const first = server.last
  first.send('open', 's0')
  await until(() => expect(shop.states).toEqual(['live']))
  follows(tab, 'logs')
  await streams(2)
  expect(first.isClosed).toBe(false)
  server.last.stand()
  await until(() => expect(first.isClosed).toBe(true))
  expect(shop).toMatchObject({ states: ['live'], gaps: 0 })
})

test('however often the list changes before anything is open, few streams stand beside each other', async () => {
  const tab = aTab('a')
  for (let count = 1; count <= 8; count += 1) {
    follows(tab, `project-${count}`)
    await streams(count)
  }
  expect(server.streams.filter(({ isClosed }) => !isClosed)).toHaveLength(4)
  server.last.stand()
  await until(() => expect(server.streams.filter(({ isClosed }) => !isClosed)).toEqual([server.last]))
})

test('one that is lost over the next stream is live until the one before is closed, and then is not', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop', 'c1')
  await standsFirst(shop)
  follows(tab, 'blog')
  await streams(2)
  server.last.send('lost', 's0')
  server.last.send('open', 's1')
  expect(shop.states).toEqual(['live'])
  server.last.send('ready')
  await until(() => expect(shop.states).toEqual(['live', { staleSince: expect.any(Date) }]))
  await streams(3)
  server.last.stand()
  await until(() => expect(shop.states.at(-1)).toBe('live'))
})

test('one who has no place to go on from lacks nothing because another subscription broke off', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop')
  const logs = follows(tab, 'logs')
  await standsFirst(logs)
  server.last.send('lost', 's1')
  await streams(2)
  server.last.stand()
  await until(() => expect(logs.gaps).toBe(1))
  expect(shop).toMatchObject({ states: ['live'], gaps: 0 })
})

test('one subscription that breaks off does not silence the others', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop', 'c1')
  const blog = follows(tab, 'blog', 'c1')
  await standsFirst(blog)
  server.last.send('lost', 's0')
  server.last.send('next', 's1', event('c2'), 'c2')
  await until(() => expect(blog.events).toEqual(['c2']))
  expect([shop.states.length, blog.states]).toEqual([2, ['live']])
  await streams(2)
  server.last.stand()
  await until(() => expect(shop.states.at(-1)).toBe('live'))
})

test('a stream whose token will not last is followed by another, unnoticed', async () => {
  const shop = follows(aTab('a'), 'shop', 'c1')
  await streams(1)
  const first = server.last
  first.stand()
  first.send('again')
  await streams(2)
  server.last.stand()
  await until(() => expect(first.isClosed).toBe(true))
  expect(shop.states).toEqual(['live'])
})

test('what ended is not opened again, and without anything to follow there is no stream', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop')
  const blog = follows(tab, 'blog')
  await streams(1)
  const first = server.last
  first.stand()
  first.send('complete', 's0')
  await until(() => expect(shop.states).toEqual(['live', 'ended']))
  first.break()
  await streams(2)
  expect(server.last.wanted.map(({ variables }) => variables['name'])).toEqual(['blog'])
  server.last.stand()
  blog.stop()
  await until(() => expect(server.last.isClosed).toBe(true))
})

test('what was refused is told with its errors, and never taken for live', async () => {
  const shop = follows(aTab('a'), 'shop')
  await streams(1)
  server.last.stand()
  server.last.send('next', 's0', { data: null, errors: [{ message: 'no' }] })
  server.last.send('complete', 's0')
  await until(() => expect(shop.states).toEqual(['live', { staleSince: expect.any(Date) }]))
  expect(shop.errors).toEqual(['no'])
})

test('when the tab that holds the stream goes, another goes on where each tab was', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop')
  await streams(1)
  server.last.stand()
  server.last.send('next', 's0', event('c1'), 'c1')
  await until(() => expect(shop.events).toEqual(['c1']))
  leader.stop()
  leader = aLeader()
  leader.start()
  await streams(2)
  expect(server.last.wanted).toMatchObject([{ after: 'c1' }])
})

test('a session that is over is said, and who follows something new later takes all along', async () => {
  const tab = aTab('a')
  const shop = follows(tab, 'shop', 'c1')
  await standsFirst(shop)
  server.refuseWith = 401
  server.last.break()
  await until(() => expect(shop.states.at(-1)).toBe('signed-out'))
  server.refuseWith = null
  follows(tab, 'blog')
  await streams(2)
  expect(server.last.wanted).toHaveLength(2)
})
