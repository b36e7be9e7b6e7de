import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { TestRegistry } from './registry.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- the shape of an answer is what each test says
export type Answer = { readonly status: number; readonly data?: any; readonly errors?: any; readonly extensions?: any }

/** Asks the registry as the gateway would for this caller. */
export async function ask(
  registry: TestRegistry,
  caller: Caller,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = JSON.stringify({ query, variables })
  const response = await fetch(`${registry.url}/graphql`, {
    method: 'POST',
    headers: { ...(await registry.headersFor(caller, body)), ...headers },
    body,
  })
  return { status: response.status, ...((await response.json()) as object) }
}

export type StreamEvent = { readonly type: 'next' | 'complete' | 'closed'; readonly value: Answer }

/** Follows a subscription; iterate it, and `stop` it at the end. */
export async function follow(
  registry: TestRegistry,
  caller: Caller,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<{ next(): Promise<StreamEvent>; stop(): void }> {
  const gone = new AbortController()
  const body = JSON.stringify({ query, variables })
  const response = await fetch(`${registry.url}/graphql`, {
    method: 'POST',
    headers: { ...(await registry.headersFor(caller, body)), accept: 'text/event-stream', ...headers },
    body,
    signal: gone.signal,
  })
  if (response.body === null) throw new Error('no stream')
  const events = eventsOf(response.body)
  return {
    next: async () => (await events.next()).value ?? { type: 'closed', value: { status: 0 } },
    stop: () => gone.abort(),
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<StreamEvent> {
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      const type = /^event: (.*)$/m.exec(block)?.[1]
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (type === 'next') yield { type, value: JSON.parse(data ?? '{}') as Answer }
      else if (type === 'complete') yield { type, value: { status: 0 } }
    }
  }
}
