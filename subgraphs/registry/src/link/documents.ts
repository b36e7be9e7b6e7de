import { parse, validate, type DocumentNode } from 'graphql'
import type { ServerOptions } from 'graphql-ws'
import { linkDocuments } from '@operations-manager/schema/link/link-schema.ts'

type Reading = Required<Pick<ServerOptions, 'parse' | 'validate'>>

/**
 * How documents of the link are read: those that backends send, again and again, are known and valid (a test holds each
 * against the schema); any other is parsed and validated as usual.
 */
export function readingOfLinkDocuments(): Reading {
  const known = new Map<string, DocumentNode>(Object.values(linkDocuments).map((text) => [text, parse(text)]))
  const valid = new Set(known.values())
  return {
    parse: (source, options) => known.get(typeof source === 'string' ? source : source.body) ?? parse(source, options),
    validate: (schema, document, ...more) => (valid.has(document) ? [] : validate(schema, document, ...more)),
  }
}
