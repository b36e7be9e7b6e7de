import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

const mostBytes = 1024 * 1024

/**
 * `POST /hooks/repository`: a Git host tells that something was pushed. The body is only a reason to look; its HMAC
 * (`x-hub-signature-256`, as the usual hosts send it) proves that the host knows the secret.
 */
export function repositoryHook(secret: Secret, look: () => void): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) =>
      done(null, body),
    )
    server.post('/hooks/repository', async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      if (!isSigned(secret, body, request.headers['x-hub-signature-256'])) {
        return reply.code(401).send({ error: 'The signature does not fit.' })
      }
      look()
      return reply.code(202).send()
    })
  }
}

function isSigned(secret: Secret, body: Buffer, signature: string | string[] | undefined): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret.reveal()).update(body).digest('hex')}`)
  const shown = Buffer.from(typeof signature === 'string' ? signature : '')
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}
