import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { World } from './world.ts'

export type Heard = { readonly payload: any; readonly id: string | null } // oxlint-disable-line typescript/no-explicit-any -- answers of any shape

/** What a client hears of one operation. */
export class Listener {
  readonly heard: Heard[] = []
  end: 'open' | 'complete' | 'broken' = 'open'
  failure: any = null // oxlint-disable-line typescript/no-explicit-any -- errors of any shape
  close: () => void = () => undefined

  get numbers(): number[] {
    return this.heard.flatMap(({ payload }) => payload.data?.ticks?.number ?? [])
  }

  /** The codes of all errors that were heard, however the transport brings them. */
  get codes(): string[] {
    const ofPayloads = this.heard.flatMap(({ payload }) => payload.errors ?? [])
    const ofFailure = Array.isArray(this.failure) ? this.failure : []
    return [...ofPayloads, ...ofFailure].map(({ extensions }) => extensions?.code)
  }
}

export type Asked = {
  readonly variables?: Record<string, unknown>
  readonly token?: string | null
  readonly lastEventId?: string
}
export type Client = (world: World, query: string, asked?: Asked) => Promise<Listener>

const tokenOf = (world: World, { token }: Asked): Promise<string | null> =>
  token === undefined ? world.token() : Promise.resolve(token)

/** One connection for each operation, read by hand so that the `id:` lines are seen. */
export const sseDistinct: Client = async (world, query, asked = {}) => {
  const listener = new Listener()
  const end = new AbortController()
  listener.close = () => end.abort()
  const token = await tokenOf(world, asked)
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    signal: end.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(asked.lastEventId === undefined ? {} : { 'last-event-id': asked.lastEventId }),
    },
    body: JSON.stringify({ query, variables: asked.variables }),
  })
  if (response.status !== 200) {
    listener.failure = (JSON.parse(await response.text()) as { errors: unknown }).errors
    listener.end = 'broken'
    return listener
  }
  const read = async (): Promise<void> => {
    let rest = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null
        if (field('event') === 'complete') listener.end = 'complete'
        if (field('event') === 'next') listener.heard.push({ payload: JSON.parse(field('data')!), id: field('id') })
      }
    }
  }
  read()
    .catch(() => undefined)
    .finally(() => {
      if (listener.end === 'open') listener.end = 'broken'
    })
  return listener
}

const viaSink = (subscribe: (sink: object) => () => void): Listener => {
  const listener = new Listener()
  listener.close = subscribe({
    next: (payload: unknown) => listener.heard.push({ payload, id: null }),
    error: (failure: unknown) => {
      listener.failure = failure
      listener.end = 'broken'
    },
    complete: () => (listener.end = 'complete'),
  })
  return listener
}

/** All operations of a client over one connection, with the library that browsers use. */
export const sseSingle: Client = async (world, query, asked = {}) => {
  const token = await tokenOf(world, asked)
  const client = createSseClient({
    url: `${world.gateway.url}/graphql/stream`,
    singleConnection: true,
    retryAttempts: 0,
    ...(token === null ? {} : { headers: { authorization: `Bearer ${token}` } }),
  })
  return viaSink((sink) => client.subscribe({ query, variables: asked.variables ?? {} }, sink as never))
}

/** graphql-transport-ws, with the library that browsers use. */
export const webSocket: Client = async (world, query, asked = {}) => {
  const token = await tokenOf(world, asked)
  const client = createWsClient({
    url: `${world.gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token === null ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  })
  return viaSink((sink) => client.subscribe({ query, variables: asked.variables ?? {} }, sink as never))
}
