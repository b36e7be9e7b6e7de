import type { TokenDocument } from '@operations-manager/schema/access-token/internal.ts'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { Refusal } from './refusal.ts'

/** The documents that a caller is bound to, by their SHA-256. */
export type BoundDocuments = ReadonlyMap<string, TokenDocument>

type Variables = Readonly<Record<string, unknown>>

/**
 * The variables that a document runs with for a caller who is bound to some: what was fixed when it was registered,
 * and what the caller sends beside. Throws a refusal for any other document, and for another value of what is fixed.
 */
export function bindVariables(source: string, given: Variables, bound: BoundDocuments): Variables {
  const document = bound.get(createHash('sha256').update(source).digest('hex'))
  if (document === undefined) {
    throw new Refusal(
      'PERSISTED_QUERY_REQUIRED',
      400,
      'This token only sends the documents that were registered with it, exactly as they were.',
    )
  }
  const changed = Object.entries(document.variables).find(
    ([name, value]) => Object.hasOwn(given, name) && !isDeepStrictEqual(given[name], value),
  )
  if (changed !== undefined) {
    throw new Refusal('FORBIDDEN', 403, `The variable "$${changed[0]}" is fixed for this token; leave it out.`)
  }
  return { ...given, ...document.variables }
}

/** Puts the text into requests that send only the SHA-256 of a document that their caller is bound to. */
export function withBoundText(body: unknown, bound: BoundDocuments | null): unknown {
  if (bound === null) return body
  if (Array.isArray(body)) return body.map((one: unknown) => withBoundText(one, bound))
  if (typeof body !== 'object' || body === null || typeof (body as { query?: unknown }).query === 'string') return body
  const { extensions } = body as { extensions?: { persistedQuery?: { sha256Hash?: unknown } } | null }
  const hash = extensions?.persistedQuery?.sha256Hash
  const document = typeof hash === 'string' ? bound.get(hash) : undefined
  return document === undefined ? body : { ...body, query: document.text }
}
