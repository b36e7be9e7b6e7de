import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Executor } from '../graphql/executor.ts'
import { keepServerTls, readServerTls } from '../graphql/server-tls.ts'
import { createServer } from '../graphql/server.ts'
import type { Wiring } from './memory.ts'

/** What this program shows over HTTP, from before it may act. */
export type Face = {
  readonly url: string
  readonly metrics: Registry
  /** Another instance acts, and this one is ready to. */
  waits(): void
  /** From now on this instance acts and answers. */
  answers(executor: Executor): void
  close(): Promise<void>
}

const notActing = {
  status: 503,
  contentType: 'application/graphql-response+json; charset=utf-8',
  body: JSON.stringify({
    errors: [{ message: 'This instance of the cluster backend does not act.', extensions: { code: 'NOT_ACTING' } }],
  }),
}

/** Listens: health, readiness and metrics at once, GraphQL as soon as this instance acts. */
export async function openFace({ config, log, lifecycle }: Wiring): Promise<Face> {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  let executor: Executor | null = null
  let isWaiting = false
  const { tls } = config.server
  const kept = tls === null ? null : { files: tls, served: await readServerTls(tls), log }
  const app = createServer({
    executor: { execute: (request, signal) => executor?.execute(request, signal) ?? Promise.resolve(notActing) },
    metrics,
    phase: () => lifecycle.phase,
    isWaiting: () => isWaiting,
    tls: kept?.served ?? null,
    internalSecret: config.server.internalSecret,
  })
  const ending = new AbortController()
  const close = async (): Promise<void> => {
    ending.abort()
    await app.close()
  }
  const url = await app.listen({ port: config.server.port, host: config.server.host })
  const renewing = kept === null ? null : keepServerTls(app, kept, ending.signal)
  lifecycle.onStop('server', async () => {
    await close()
    await renewing
  })
  return {
    url,
    metrics,
    waits: () => {
      isWaiting = true
      log.info('another instance acts; this one is ready and waits')
    },
    answers: (given) => {
      executor = given
      isWaiting = false
    },
    close,
  }
}
