import type { GraphQLFormattedError } from 'graphql'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import type { Generation } from '../federation/generation.ts'
import { planUpstream, upstreamBody } from './prepared.ts'
import type { FeedParts } from './feed.ts'
import type { Subscriber } from './subscriber.ts'
import { Upstream } from './upstream.ts'

/** `unknown`: nobody answered, which says nothing about rights. */
export type Access =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'refused' }
  | { readonly type: 'unknown' }

const timeLimitMs = 10_000
const refusals = new Set<unknown>(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'])

/** A fault of ours, or a limit that this question itself would go over, takes nobody's stream away. */
function isAboutRights({ extensions }: { readonly extensions?: GraphQLFormattedError['extensions'] }): boolean {
  return refusals.has(extensions?.['code'])
}

/** Asks the subgraph what this subscriber may see now, by opening its subscription and reading the first word. */
export async function askAccess(subscriber: Subscriber, generation: Generation, parts: FeedParts): Promise<Access> {
  const { admitted, call, cursor } = subscriber
  const document = parts.documents.of(generation, admitted.source)
  if (!('kind' in document)) return { type: 'unknown' } // the feed itself says what is wrong with it
  const request = await planUpstream(generation, document, admitted, call)
  const { subgraph } = request
  const body = upstreamBody(request, cursor)
  const place = {
    requestId: call.requestId,
    traceparent: call.span.traceparent,
    supergraphVersion: generation.version,
  }
  const headers = await subgraph.headers(call, place, body)
  const { promise, resolve } = Promise.withResolvers<Access>()
  const timer = setTimeout(() => resolve({ type: 'unknown' }), timeLimitMs)
  const upstream = new Upstream(
    {
      pool: parts.pools.streams(subgraph.address, timeLimitMs),
      path: subgraph.address.path,
      headers: {
        ...headers,
        accept: 'text/event-stream',
        ...(cursor === null ? {} : { [protocolHeaders.lastEventId]: cursor }),
      },
      body,
    },
    {
      message: ({ result, extensions }) => {
        if (extensions.accessKey !== undefined) resolve({ type: 'key', key: extensions.accessKey })
        else if (result.errors !== undefined && (result.data ?? null) === null)
          resolve({ type: result.errors.some(isAboutRights) ? 'refused' : 'unknown' })
      },
      ended: () => resolve({ type: 'unknown' }),
    },
  )
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    upstream.close()
  }
}
