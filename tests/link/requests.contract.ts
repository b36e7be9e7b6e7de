import { request } from 'undici'
import { describe, expect, test, vi } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { CannotAnswer, once } from '../../subgraphs/cluster/src/link/answers.ts'
import { ClusterAway } from '../../subgraphs/registry/src/link/errors.ts'
import { only } from '../../subgraphs/registry/src/link/requests.ts'
import { aWorld, joined, register, wait } from './steps.ts'
import { internalSecret, type Replica, type World } from './world.ts'

const never = new AbortController().signal
const line = (text: string) => ({ pod: 'pod-1', container: 'web', at: '2026-01-01T00:00:00.000Z', text })
const logs = { type: 'logs', deployment: 'd', component: 'web', since: null } as const
const reseal = { type: 'reseal' as const, envelope: 'sealed', recipients: ['age1other'] }

/** The replica that holds the link, or another one: the same is expected of both. */
const places = [
  ['the replica that holds the link', (near: Replica) => near],
  ['another replica', (_near: Replica, far: Replica) => far],
] as const

async function twoReplicas(world: World): Promise<[Replica, Replica]> {
  return [await world.replica(), await world.replica()]
}

describe.each(places)('a request through %s', (_name, choose) => {
  test('is answered by the cluster', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const handlers = { reseal: once(async (asked: { envelope: string }) => ({ envelope: `${asked.envelope}-again` })) }
    await joined(world, near, 'cluster-a', { handlers })
    const answer = await only(choose(near, far).askCluster('cluster-a', reseal, never))
    expect(answer).toEqual({ envelope: 'sealed-again' })
  })

  test('gives every line of a stream in order, and then the end', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const handlers = {
      logs: async function* all() {
        for (let index = 0; index < 1_000; index++) yield line(String(index))
      },
    }
    await joined(world, near, 'cluster-a', { handlers })
    const texts: string[] = []
    for await (const { text } of choose(near, far).askCluster('cluster-a', logs, never)) texts.push(text)
    expect(texts).toEqual(Array.from({ length: 1_000 }, (_, index) => String(index)))
  })

  test('stops the cluster when the asker leaves', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    let stopped = false
    const handlers = {
      logs: async function* endless(_asked: unknown, signal: AbortSignal) {
        yield line('first')
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        stopped = true
      },
    }
    await joined(world, near, 'cluster-a', { handlers })
    for await (const { text } of choose(near, far).askCluster('cluster-a', logs, never)) {
      expect(text).toBe('first')
      break
    }
    await vi.waitFor(() => expect(stopped).toBe(true), wait)
  })

  test('ends with the reason of its signal, and stops the cluster', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const leaving = new AbortController()
    let stopped = false
    const handlers = {
      logs: async function* silent(_asked: unknown, signal: AbortSignal) {
        // Only now: a subscriber who leaves before the cluster was asked has nothing to stop there.
        leaving.abort(new Error('the subscriber left'))
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        stopped = true
        yield line('too late')
      },
    }
    await joined(world, near, 'cluster-a', { handlers })
    const asked = only(choose(near, far).askCluster('cluster-a', logs, leaving.signal))
    await expect(asked).rejects.toThrow('the subscriber left')
    await vi.waitFor(() => expect(stopped).toBe(true), wait)
  })

  test('gives the refusal of the cluster with its code, and hides what broke there', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const handlers = {
      reseal: once(() => Promise.reject(new CannotAnswer('SECRET_UNREADABLE', 'The cluster cannot open it.'))),
      'reset-sign-in': once(() => Promise.reject(new Error('password=hunter2'))),
    }
    await joined(world, near, 'cluster-a', { handlers })
    const { askCluster } = choose(near, far)
    await expect(only(askCluster('cluster-a', reseal, never))).rejects.toMatchObject({
      name: 'ClusterCannotAnswer',
      code: 'SECRET_UNREADABLE',
      message: 'The cluster cannot open it.',
    })
    const reset = { type: 'reset-sign-in', deployment: 'd', email: 'a@example.org', recipient: 'age1x' } as const
    const broken = only(askCluster('cluster-a', reset, never))
    await expect(broken).rejects.toMatchObject({ code: 'INTERNAL' })
    await expect(broken).rejects.not.toThrow('hunter2')
  })

  test('keeps its deadline although the cluster is silent', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const handlers = { graphql: once(() => new Promise<never>(() => undefined)) }
    await joined(world, near, 'cluster-a', { handlers })
    const question = { type: 'graphql', body: '{}', authorization: null, proof: null, deadlineMs: 100 } as const
    const asked = only(choose(near, far).askCluster('cluster-a', question, never))
    await expect(asked).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
  })

  test('breaks off as unreachable when the link is lost in the middle', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const handlers = {
      logs: async function* endless(_asked: unknown, signal: AbortSignal) {
        yield line('first')
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      },
    }
    const backend = await joined(world, near, 'cluster-a', { handlers })
    const reading = (async () => {
      for await (const { text } of choose(near, far).askCluster('cluster-a', logs, never)) {
        expect(text).toBe('first')
        void backend.stop()
      }
    })()
    await expect(reading).rejects.toBeInstanceOf(ClusterAway)
  })

  test('is refused at once when no replica holds a link', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    await register(near)
    const asked = only(choose(near, far).askCluster('cluster-a', reseal, never))
    await expect(asked).rejects.toBeInstanceOf(ClusterAway)
  })

  test('is slowed down to the pace of its reader', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    let made = 0
    const handlers = {
      logs: async function* flood() {
        for (;;) yield line(`${made++} ${'x'.repeat(1_000)}`)
      },
    }
    await joined(world, near, 'cluster-a', { handlers })
    let read = 0
    for await (const { text } of choose(near, far).askCluster('cluster-a', logs, never)) {
      expect(text).toMatch(new RegExp(`^${read++} `))
      if (read === 5) await new Promise((resolve) => setTimeout(resolve, 300))
      if (read === 6) break
    }
    // What fits into the buffers on the way, sockets included, and no more.
    expect(made).toBeLessThan(10_000)
  })
})

test('a replica that says it holds a link and does not answer makes the cluster unreachable', async () => {
  const world = await aWorld()
  const [near, far] = await twoReplicas(world)
  await joined(world, near)
  await near.kill()
  await expect(only(far.askCluster('cluster-a', reseal, never))).rejects.toBeInstanceOf(ClusterAway)
})

test('more requests than a cluster may have are refused as busy, and the next one after them works', async () => {
  const world = await aWorld()
  const replica = await world.replica()
  const open = Promise.withResolvers<void>()
  const handlers = { reseal: once(() => open.promise.then(() => ({ envelope: 'e' }))) }
  await joined(world, replica, 'cluster-a', { handlers })
  const asked = Array.from({ length: 70 }, () => only(replica.askCluster('cluster-a', reseal, never)))
  const outcomes = Promise.allSettled(asked)
  await expect(asked.at(-1)).rejects.toMatchObject({ code: 'BUSY' })
  open.resolve()
  const settled = await outcomes
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(64)
  // The cluster may still be ending the last of them.
  await vi.waitFor(
    async () => expect(await only(replica.askCluster('cluster-a', reseal, never))).toEqual({ envelope: 'e' }),
    wait,
  )
})

describe('the relay for clusters without an address of their own', () => {
  const relay = async (replica: Replica, secret: Secret | null, body = '{"query":"{ __typename }"}') => {
    const answer = await request(`http://127.0.0.1:${replica.port}/internal/link/cluster-a/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer caller',
        ...(secret === null ? {} : { 'x-internal-secret': secret.reveal() }),
      },
      body,
    })
    return { status: answer.statusCode, type: answer.headers['content-type'], body: await answer.body.text() }
  }

  test('hands over body and caller as they came, and the answer as it comes', async () => {
    const world = await aWorld()
    const [near, far] = await twoReplicas(world)
    const handlers = {
      graphql: once(async (asked: { body: string; authorization: string | null }) => ({
        status: 200,
        contentType: 'application/graphql-response+json',
        body: JSON.stringify({ asked: asked.body, caller: asked.authorization }),
      })),
    }
    await joined(world, near, 'cluster-a', { handlers })
    const answer = await relay(far, internalSecret)
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('application/graphql-response+json') })
    expect(JSON.parse(answer.body)).toEqual({ asked: '{"query":"{ __typename }"}', caller: 'Bearer caller' })
  })

  test('is closed to whoever does not show the internal secret', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    expect((await relay(replica, null)).status).toBe(401)
    expect((await relay(replica, new Secret('internal-secret-of-the-testx'))).status).toBe(401)
  })

  test('says with a code that a cluster is away, and that it did not answer in time', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    const away = await relay(replica, internalSecret)
    expect(away.status).toBe(503)
    expect(JSON.parse(away.body)).toMatchObject({ errors: [{ extensions: { code: 'CLUSTER_UNREACHABLE' } }] })
    const handlers = { graphql: once(() => new Promise<never>(() => undefined)) }
    const backend = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken, handlers })
    await vi.waitFor(() => expect(backend.state().type).toBe('connected'), wait)
    const late = await relay(replica, internalSecret)
    expect(late.status).toBe(504)
    expect(JSON.parse(late.body)).toMatchObject({ errors: [{ extensions: { code: 'CLUSTER_UNREACHABLE' } }] })
  })
})
