import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refusal } from './refusal.ts'

/** Which documents an installation lets pass; absent where any document may be sent. */
export type PersistedDocuments = {
  /** Throws a refusal for a document that is not on the list. */
  readonly check: (source: string) => void
  /** The text of a document by its SHA-256, for clients that send only that. */
  readonly byHash: (hash: string) => string | undefined
}

/** Reads a manifest: a JSON object from any key (usually the hash) to a document's text. */
export async function readPersistedDocuments(path: string): Promise<PersistedDocuments> {
  const manifest = z.record(z.string(), z.string()).parse(JSON.parse(await readFile(path, 'utf8')))
  return persistedDocuments(Object.values(manifest))
}

export function persistedDocuments(texts: readonly string[]): PersistedDocuments {
  const byHash = new Map(texts.map((text) => [sha256(text), text]))
  return {
    check(source) {
      if (byHash.has(sha256(source))) return
      throw new Refusal(
        'PERSISTED_QUERY_REQUIRED',
        400,
        'This installation only answers documents that were registered with it. Ask its operators to register yours.',
      )
    },
    byHash: (hash) => byHash.get(hash),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
