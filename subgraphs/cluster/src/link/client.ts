import type { ClientOptions } from 'ws'
import { z } from 'zod'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { linkClose } from '@operations-manager/schema/link/handshake.ts'
import {
  contractVersion,
  Tombstone,
  Wish,
  type ClusterProfile,
  type Report,
  type WishMessage,
} from '@operations-manager/schema/link/messages.ts'
import { linkRefusals, refusalOf } from '@operations-manager/schema/link/refusals.ts'
import { LinkMessageError, parseLink } from '@operations-manager/schema/link/wire.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { WishBook } from '../wishes/wishes.ts'
import { Answers, type LinkHandlers } from './answers.ts'
import { backOffMs, type BackOff } from '@operations-manager/runtime/timing/back-off.ts'
import { pause } from '@operations-manager/runtime/timing/pause.ts'
import { connect, LinkClosed, LinkRefused, type Connection } from './connection.ts'
import { deliver } from './deliver.ts'
import type { Keyring } from './keyring.ts'
import type { Outbox } from './outbox.ts'
import { rotateWhenDue } from './rotate.ts'

/** Where the engine leaves what it has seen and done. Never waits and never fails. */
export type Reporter = { report(report: Report): void }

export type LinkState =
  | { readonly type: 'connecting'; readonly attempt: number }
  | { readonly type: 'connected'; readonly since: string }
  | { readonly type: 'waiting'; readonly reason: string; readonly code: number }
  | { readonly type: 'stopped' }

export type LinkOptions = {
  readonly url: string
  readonly cluster: string
  readonly joinToken: Secret | null
  readonly profile: ClusterProfile
  readonly keyring: Keyring
  readonly wishes: WishBook
  readonly outbox: Outbox
  readonly handlers: LinkHandlers
  readonly log: Log
  readonly pingMs?: number
  readonly connectMs?: number
  readonly backOff?: BackOff
  /** For certificate authorities of one's own, and for tests. */
  readonly socketOptions?: ClientOptions
}

export type Link = {
  state(): LinkState
  /** The key of the gateway's requests, as the registry told it last; null until it did. */
  requestKey(): Secret | null
  stop(): Promise<void>
}

/** Keeps one outgoing WebSocket to the registry, for as long as the program runs. */
export function startLink(options: LinkOptions): Link {
  const stopping = new AbortController()
  let state: LinkState = { type: 'connecting', attempt: 0 }
  let requestKey: Secret | null = null
  const running = keepConnected(options, stopping.signal, {
    state: (next) => {
      state = next
    },
    requestKey: (told) => {
      requestKey = told
    },
  })
  return {
    state: () => state,
    requestKey: () => requestKey,
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

type LinkListener = { state(state: LinkState): void; requestKey(key: Secret): void }

async function keepConnected(options: LinkOptions, signal: AbortSignal, on: LinkListener): Promise<void> {
  const backOff = options.backOff ?? { minMs: 500, maxMs: 30_000 }
  for (let attempt = 0; !signal.aborted; attempt++) {
    on.state({ type: 'connecting', attempt })
    const ended = await converse(options, signal, (at, requestKey) => {
      attempt = 0
      on.requestKey(requestKey)
      on.state({ type: 'connected', since: at })
    })
    if (signal.aborted) break
    const hasOtherKey = ended.code === linkClose.unauthenticated && (await options.keyring.refused())
    // Whoever was refused waits long: neither a wrong token nor an old version mends itself within seconds.
    const refusal = refusalOf(ended.code)
    const waitMs = refusal !== null && !hasOtherKey ? backOff.maxMs : backOffMs(attempt, backOff)
    const why =
      refusal === null ? {} : { refusal, fault: linkRefusals[refusal].fault, remedy: linkRefusals[refusal].remedy }
    options.log.warn({ reason: ended.message, code: ended.code, ...why, waitMs }, 'the link to the registry is down')
    on.state({ type: 'waiting', reason: ended.message, code: ended.code })
    await pause(waitMs, signal)
  }
  on.state({ type: 'stopped' })
}

/** One connection from its beginning to its end. Never throws: its end is what it answers. */
async function converse(
  options: LinkOptions,
  signal: AbortSignal,
  onConnected: (at: string, requestKey: Secret) => void,
): Promise<LinkClosed> {
  const { keyring, cluster, joinToken, log } = options
  const connection = connect({
    url: options.url,
    hello: () => keyring.hello(cluster, contractVersion, joinToken),
    log,
    pingMs: options.pingMs ?? 10_000,
    connectMs: options.connectMs ?? 10_000,
    ...(options.socketOptions === undefined ? {} : { socketOptions: options.socketOptions }),
  })
  const ended = new AbortController()
  const aborted = untilAborted(ended.signal)
  const stop = (): void => ended.abort()
  signal.addEventListener('abort', stop, { once: true })
  const answers = new Answers({ handlers: options.handlers, send: (parts) => connection.answer(parts), log })
  try {
    const { requestKey } = await connection.announce(options.profile)
    await keyring.joined(joinToken)
    onConnected(new Date().toISOString(), requestKey)
    log.info({ cluster }, 'the link to the registry is up')
    await Promise.race([
      readWishes(options, connection),
      readRequests(connection, answers, log),
      deliver(options, connection, ended.signal),
      rotateWhenDue(options, connection, ended.signal),
      connection.closed,
      aborted,
    ])
    return new LinkClosed(1000, 'the stream ended')
  } catch (error) {
    if (error instanceof LinkClosed) return error
    log.error({ err: error }, 'the link failed')
    return new LinkClosed(4500, error instanceof LinkRefused ? error.message : 'the backend failed')
  } finally {
    signal.removeEventListener('abort', stop)
    ended.abort()
    options.outbox.wake()
    answers.stop()
    await connection.close()
  }
}

async function readWishes({ wishes, log }: LinkOptions, connection: Connection): Promise<void> {
  const receive = wishes.receiver()
  for await (const sent of connection.wishes()) {
    const message = readable(() => parseLink.wishMessage(sent), log)
    if (message !== null) await receive(message)
    else if (Kind.safeParse(sent).data?.type === 'snapshot') await receive(...readableParts(sent))
  }
}

/** What can be read of a snapshot, and the deployments of which something cannot: these stay as they are. */
function readableParts(sent: unknown): [WishMessage, readonly string[]] {
  const parts = Parts.safeParse(sent)
  if (!parts.success) throw new LinkRefused('The snapshot cannot be read.')
  const wishes = parts.data.wishes.map((wish) => ({ deployment: wish.id, parsed: Wish.safeParse(wish) }))
  const tombstones = parts.data.tombstones.map((stone) => ({ ...stone, parsed: Tombstone.safeParse(stone) }))
  const unread = [...wishes, ...tombstones].filter(({ parsed }) => !parsed.success)
  return [
    {
      type: 'snapshot',
      wishes: wishes.flatMap(({ parsed }) => parsed.data ?? []),
      tombstones: tombstones.flatMap(({ parsed }) => parsed.data ?? []),
      more: parts.data.more,
    },
    unread.map(({ deployment }) => deployment),
  ]
}

const Parts = z.object({
  wishes: z.array(z.looseObject({ id: z.string() })),
  tombstones: z.array(z.looseObject({ deployment: z.string() })),
  more: z.boolean().default(false),
})

async function readRequests(connection: Connection, answers: Answers, log: Log): Promise<void> {
  for await (const sent of connection.requests()) {
    const request = readable(() => parseLink.request(sent), log)
    if (request !== null) answers.take(request)
    else answers.refuse(Kind.safeParse(sent).data?.id)
  }
}

/** What every message has, whoever made it. */
const Kind = z.looseObject({ type: z.string().optional(), id: z.string().optional() })

function readable<Message>(read: () => Message, log: Log): Message | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof LinkMessageError)) throw error
    log.error({ reason: error.message }, 'the registry sent what this backend cannot read')
    return null
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
