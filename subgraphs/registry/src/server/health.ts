import type { FastifyInstance } from 'fastify'
import type { Lifecycle } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { requireInternalSecret } from '../link/internal-routes.ts'
import type { Metrics } from './metrics.ts'

export type HealthOptions = {
  readonly lifecycle: Lifecycle
  readonly metrics: Metrics
  readonly internalSecret: Secret
  /** Whether PostgreSQL answers now. */
  readonly ping: () => Promise<boolean>
}

/** What Kubernetes asks, without any token, and what Prometheus reads with the installation's internal secret. */
export function healthRoutes({
  lifecycle,
  metrics,
  ping,
  internalSecret,
}: HealthOptions): (server: FastifyInstance) => void {
  return (server) => {
    server.get('/health/live', (_, reply) =>
      reply.code(lifecycle.phase === 'stopped' ? 503 : 200).send({ phase: lifecycle.phase }),
    )
    server.get('/health/ready', async (_, reply) => {
      const database = await ping()
      const isReady = database && lifecycle.phase === 'started'
      return reply.code(isReady ? 200 : 503).send({ phase: lifecycle.phase, database })
    })
    const onRequest = requireInternalSecret(internalSecret)
    server.get('/metrics', { onRequest }, async (_, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    )
  }
}
