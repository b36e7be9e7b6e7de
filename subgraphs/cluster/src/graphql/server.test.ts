import { Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import type { Phase } from '@operations-manager/runtime/lifecycle/lifecycle.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createServer } from './server.ts'

describe('the server of a cluster', () => {
  test('hands body, authorization and proof to the executor, and its answer back', async () => {
    const app = aServer('started')
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: 'Bearer t', 'x-request-proof': 'p' },
      payload: '{"query":"{ __typename }"}',
    })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ got: ['{"query":"{ __typename }"}', 'Bearer t', 'p'] })
    expect(response.headers['content-type']).toContain('application/graphql-response+json')
  })

  test('takes nothing but JSON', async () => {
    const response = await aServer('started').inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'text/plain' },
      payload: '{}',
    })
    expect(response.statusCode).toBe(415)
  })

  test.each([
    ['starting', 200, 503],
    ['started', 200, 200],
    ['draining', 200, 503],
    ['stopped', 503, 503],
  ] as const)('while %s answers health with %i and readiness with %i', async (phase, health, readiness) => {
    const app = aServer(phase)
    expect((await app.inject('/health/live')).statusCode).toBe(health)
    expect((await app.inject('/health/ready')).statusCode).toBe(readiness)
  })

  test('an instance that waits for the lease of another is ready, unless it ends', async () => {
    expect((await aServer('starting', true).inject('/health/ready')).statusCode).toBe(200)
    expect((await aServer('draining', true).inject('/health/ready')).statusCode).toBe(503)
  })

  test('shows its metrics to who knows the internal secret, and counts requests', async () => {
    const app = aServer('started')
    expect((await app.inject('/metrics')).statusCode).toBe(401)
    const headers = { authorization: 'Bearer internal' }
    expect((await app.inject({ url: '/metrics', headers })).statusCode).toBe(200)
  })
})

function aServer(phase: Phase, isWaiting = false) {
  return createServer({
    executor: {
      execute: ({ authorization, proof, body }) =>
        Promise.resolve({
          status: 200,
          contentType: 'application/graphql-response+json; charset=utf-8',
          body: JSON.stringify({ got: [body, authorization, proof] }),
        }),
    },
    metrics: new Registry(),
    phase: () => phase,
    isWaiting: () => isWaiting,
    tls: null,
    internalSecret: new Secret('internal'),
  })
}
