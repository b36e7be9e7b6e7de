import { createParser } from 'eventsource-parser'
import { expect, test, vi } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { relay, type RelayedSubscription, type RelayOptions } from './relay.ts'

const answered = (text: string, more: ResponseInit = {}): Response =>
  new Response(text, { headers: { 'content-type': 'text/event-stream' }, ...more })
const aSubscription = (more: Partial<RelayedSubscription> = {}): RelayedSubscription => ({
  id: 's0',
  isKnown: true,
  open: () => Promise.resolve(answered('')),
  ...more,
})
const never = (signal: AbortSignal): Promise<Response> =>
  Promise.resolve(
    new Response(
      new ReadableStream({
        start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    ),
  )

/** Reads what the relay gives, until `enough`. */
async function said(
  subscriptions: readonly RelayedSubscription[],
  enough: (lines: readonly string[]) => boolean,
  more: Partial<RelayOptions> = {},
): Promise<readonly string[]> {
  const end = new AbortController()
  const stream = relay(subscriptions, {
    log: createLog('test', 'silent'),
    signal: end.signal,
    againAfterMs: 60_000,
    isSessionAlive: () => Promise.resolve(true),
    ...more,
  })
  const lines: string[] = []
  const parser = createParser({ onEvent: ({ event, id, data }) => lines.push(`${event} ${id} ${data}`) })
  const decoder = new TextDecoder()
  for await (const chunk of stream) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (enough(lines)) break
  }
  end.abort()
  return lines
}

test('each event goes on with the name of its subscription and its cursor', async () => {
  const one = aSubscription({
    open: () =>
      Promise.resolve(answered(':\n\nevent: next\nid: c1\ndata: {"data":{"a":1}}\n\nevent: complete\ndata:\n\n')),
  })
  const other = aSubscription({ id: 's1', open: never })
  const lines = await said([one, other], (all) => all.length >= 5)
  expect(lines.filter((line) => line.includes(' s0'))).toEqual([
    'open s0 {}',
    'next s0 c1 {"data":{"a":1}}',
    'complete s0 {}',
  ])
  expect(lines).toContain('open s1 {}')
  expect(lines.some((line) => line.startsWith('ready'))).toBe(true)
})

test.each([
  ['a gateway that is away', () => Promise.reject(new Error('refused'))],
  ['a gateway that refuses', () => Promise.resolve(new Response('{}', { status: 503 }))],
  ['a stream that breaks off', () => Promise.resolve(answered('event: next\ndata: {'))],
  [
    'a token that ran out',
    () =>
      Promise.resolve(
        answered(
          'event: next\ndata: {"errors":[{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}]}\n\nevent: complete\ndata:\n\n',
        ),
      ),
  ],
])('%s makes a subscription lost, not ended', async (_case, open) => {
  const lines = await said([aSubscription({ open })], (all) => all.some((line) => line.startsWith('lost')))
  expect(lines.some((line) => line.startsWith('next') || line.startsWith('complete'))).toBe(false)
})

test('a document of another version is answered, and never sent to the gateway', async () => {
  const open = vi.fn(never)
  const lines = await said([aSubscription({ isKnown: false, open })], (all) => all.length >= 3)
  expect(lines[0]).toContain('PAGE_OUTDATED')
  expect(lines[1]).toBe('complete s0 {}')
  expect(open).not.toHaveBeenCalled()
})

test('before the token ends the browser is asked to open the next stream', async () => {
  const lines = await said([aSubscription({ open: never })], (all) => all.some((line) => line.startsWith('again')), {
    againAfterMs: 1,
  })
  expect(lines.at(-1)).toMatch(/^again/)
})

test('a session that ended elsewhere ends its streams', async () => {
  const lines = await said([aSubscription({ open: never })], () => false, {
    checkMs: 5,
    isSessionAlive: () => Promise.resolve(false),
  })
  expect(lines.at(-1)).toMatch(/^over/)
})

test('a browser that went away takes its subscriptions along', async () => {
  const signals: AbortSignal[] = []
  const open = (signal: AbortSignal): Promise<Response> => {
    signals.push(signal)
    return never(signal)
  }
  await said([aSubscription({ open })], (all) => all.length >= 2)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
})
