import pg from 'pg'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

/** Where the in-memory parts of a sandbox keep what they hold: one JSON document per object, by part and key. */
export type DocumentStore = {
  /** Everything of a part, read once at start. */
  load(part: string): Promise<ReadonlyMap<string, unknown>>
  put(part: string, documents: ReadonlyMap<string, unknown>): Promise<void>
  remove(part: string, keys: readonly string[]): Promise<void>
}

/** Documents that live as long as the program: for tests, and for a sandbox that may forget. */
export function memoryDocuments(): DocumentStore {
  const parts = new Map<string, Map<string, unknown>>()
  const of = (part: string): Map<string, unknown> => parts.get(part) ?? new Map<string, unknown>()
  return {
    load: (part) => Promise.resolve(new Map([...of(part)].map(([key, value]) => [key, structuredClone(value)]))),
    put: (part, documents) => {
      const copies = [...documents].map(([key, value]): [string, unknown] => [key, structuredClone(value)])
      parts.set(part, new Map([...of(part), ...copies]))
      return Promise.resolve()
    },
    remove: (part, keys) => {
      parts.set(part, new Map([...of(part)].filter(([key]) => !keys.includes(key))))
      return Promise.resolve()
    },
  }
}

/**
 * Documents in PostgreSQL, in a table of their own that is made where it is missing. They hold credentials, as a real
 * cluster's etcd does: keep the database where credentials may be.
 */
export async function postgresDocuments(url: Secret, log: Log): Promise<DocumentStore & { close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url.reveal(), max: 2, statement_timeout: 10_000 })
  pool.on('error', (error) => log.error({ err: error }, 'a connection for kept documents broke'))
  await pool.query(
    `/* documents.create */ create table if not exists memory_documents (
       part text not null, key text not null, document jsonb not null, primary key (part, key))`,
  )
  return {
    load: async (part) => {
      const { rows } = await pool.query<{ key: string; document: unknown }>(
        '/* documents.load */ select key, document from memory_documents where part = $1',
        [part],
      )
      return new Map(rows.map(({ key, document }) => [key, document]))
    },
    put: async (part, documents) => {
      await pool.query(
        `/* documents.put */ insert into memory_documents (part, key, document)
         select $1, k, d from unnest($2::text[], $3::jsonb[]) as new (k, d)
         on conflict (part, key) do update set document = excluded.document`,
        [part, [...documents.keys()], [...documents.values()].map((document) => JSON.stringify(document))],
      )
    },
    remove: async (part, keys) => {
      await pool.query('/* documents.remove */ delete from memory_documents where part = $1 and key = any($2)', [
        part,
        keys,
      ])
    },
    close: () => pool.end(),
  }
}

/** Something in memory that says what it holds, and when that changes. */
export type Kept = {
  /** Everything there is now, by key. Must be cheap: it is asked after each change. */
  documents(): ReadonlyMap<string, unknown>
  onChange(listener: () => void): () => void
}

/**
 * Keeps a part write-through: each change is on its way to the store before anything else is done, changes that come
 * while a write runs go with the next one, and a store that is away is tried again. `flush` waits for the last.
 */
export function keepDocuments(
  store: DocumentStore,
  part: string,
  kept: Kept,
  options: { readonly log: Log; readonly retryMs?: number },
): { flush(): Promise<void>; stop(): Promise<void> } {
  let written = new Map([...kept.documents()].map(([key, value]) => [key, JSON.stringify(value)]))
  let running: Promise<void> | null = null
  let isDirty = false
  let isStopped = false
  const writeOnce = async (): Promise<void> => {
    const now = new Map([...kept.documents()].map(([key, value]) => [key, JSON.stringify(value)]))
    const changed = [...now].filter(([key, text]) => written.get(key) !== text)
    const gone = [...written.keys()].filter((key) => !now.has(key))
    if (changed.length > 0)
      await store.put(part, new Map(changed.map(([key, text]): [string, unknown] => [key, JSON.parse(text)])))
    if (gone.length > 0) await store.remove(part, gone)
    written = now
  }
  const write = async (): Promise<void> => {
    while (isDirty) {
      isDirty = false
      try {
        await writeOnce()
      } catch (error) {
        options.log.error({ err: error, part }, 'could not keep what is in memory; trying again')
        isDirty = true
        if (isStopped) return
        await new Promise((resolve) => setTimeout(resolve, options.retryMs ?? 1_000).unref())
      }
    }
  }
  const start = (): void => {
    isDirty = true
    running ??= write().finally(() => {
      running = null
      if (isDirty && !isStopped) start()
    })
  }
  const unsubscribe = kept.onChange(start)
  // A write that ends may start the next one at once, so it is asked again after each.
  const flush = async (): Promise<void> => {
    for (let current = running; current !== null; current = running) await current
  }
  return {
    flush,
    stop: async () => {
      unsubscribe()
      isStopped = true
      await flush()
    },
  }
}
