import pg from 'pg'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { backOffMs } from '@operations-manager/runtime/timing/back-off.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

const backOff = { minMs: 100, maxMs: 5_000 }

export type ListenerOptions = {
  readonly url: Secret
  readonly channel: string
  readonly log: Log
  /** Called with the payload of each notification, and with null when something may have been missed. */
  readonly onNotice: (payload: string | null) => void
  /** How often the connection is tried, which also makes up for whatever was missed. */
  readonly checkIntervalMs?: number
}

export type Listener = { close(): Promise<void> }

/**
 * One connection that LISTENs. It is never a pooled one: a pool gives it away, and with it the notifications.
 * It connects again, with back-off, for as long as it is open; after each connection `onNotice(null)` asks the
 * reader to look at the table.
 */
export function startListener(options: ListenerOptions): Listener {
  const { log, channel } = options
  const stop = new AbortController()
  const running = run()

  async function run(): Promise<void> {
    let failures = 0
    while (!stop.signal.aborted) {
      try {
        await listenUntilLost(() => {
          failures = 0
        })
      } catch (error) {
        failures += 1
        // The first failure of a series is for operators, the rest only repeats it.
        log[failures === 1 ? 'warn' : 'debug'](
          { err: error, channel },
          'lost the connection that listens; connecting again',
        )
      }
      if (!stop.signal.aborted) await pause(backOffMs(failures, backOff), stop.signal)
    }
  }

  async function listenUntilLost(onConnected: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: options.url.reveal(),
      connectionTimeoutMillis: 2_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: 'operations-manager registry listener',
    })
    const { promise: lost, reject } = Promise.withResolvers<never>()
    lost.catch(() => undefined) // it is awaited below, but may come before
    client.on('error', reject)
    client.on('end', () => reject(new Error('the server ended the connection')))
    client.on('notification', (notice) => options.onNotice(notice.payload ?? null))
    try {
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
      onConnected()
      options.onNotice(null)
      while (!stop.signal.aborted) {
        await Promise.race([lost, pause(options.checkIntervalMs ?? 15_000, stop.signal)])
        if (stop.signal.aborted) break
        await Promise.race([lost, client.query('select 1')])
        options.onNotice(null)
      }
    } finally {
      client.removeAllListeners('end')
      await Promise.race([client.end().catch(() => undefined), pause(1_000, null)])
    }
  }

  return {
    close: async () => {
      stop.abort()
      await running
    },
  }
}

/** Waits, or ends early when the signal comes. Never fails. */
function pause(ms: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
