import { describe, expect, test, vi } from 'vitest'
import { connect } from 'node:net'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import {
  linkAlgorithm,
  linkAudience,
  linkClose,
  LinkPublicKey,
  type LinkHello,
} from '@operations-manager/schema/link/handshake.ts'
import { linkDocuments } from '@operations-manager/schema/link/link-schema.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { anyRecord, listRecords } from '../../subgraphs/registry/src/store/audit.ts'
import { readCluster } from '../../subgraphs/registry/src/store/clusters.ts'
import { actor, aWorld, isConnected, isRefused, joined, register, stateOf, wait } from './steps.ts'
import { aKeyring, rawHello } from './hello.ts'

describe('joining', () => {
  test('a join token registers the key of the cluster, once, and its profile is stored', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    const backend = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken })
    await isConnected(backend)
    expect(await readCluster(replica.db, 'cluster-a')).toMatchObject({
      state: 'CONNECTED',
      contractVersion: 1,
      profile: { domain: 'a.example' },
      joinTokenExpiresAt: null,
    })
    const thief = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken })
    await isRefused(thief, linkClose.joinTokenUsed)
    expect(backend.state().type).toBe('connected')
  })

  test('afterwards the key is enough, also with the old join token still configured', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    const first = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken })
    await isConnected(first)
    await first.stop()
    await vi.waitFor(async () => expect(await stateOf(replica)).toBe('AWAY'), wait)
    const kept = first.documents
    const second = await world.backend({ cluster: 'cluster-a', port: replica.port, kept, joinToken })
    await isConnected(second)
    await second.stop()
    const third = await world.backend({ cluster: 'cluster-a', port: replica.port, kept: second.documents })
    await isConnected(third)
    expect(await stateOf(replica)).toBe('CONNECTED')
  })

  test.each([
    ['a wrong join token', { joinToken: new Secret('omj_wrong') }],
    ['no join token and an unknown key', {}],
  ])('%s is refused and the cluster stays as it was', async (_name, options) => {
    const world = await aWorld()
    const replica = await world.replica()
    await register(replica)
    const backend = await world.backend({ cluster: 'cluster-a', port: replica.port, ...options })
    await isRefused(backend, linkClose.unauthenticated)
    expect(await stateOf(replica)).toBe('NEVER_SEEN')
  })

  test('who joined is recorded, and so is who was not let in, a few times and no more', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    await isConnected(await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken }))
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const wrong = new Secret(`omj_guess_${attempt}`)
      const thief = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken: wrong })
      await isRefused(thief, linkClose.unauthenticated)
    }
    const recorded = async () => {
      const filter = { ...anyRecord, actions: ['joinCluster'] }
      const { rows } = await listRecords(replica.db, filter, { first: 100, before: null })
      return rows.map(({ record: { result, actor: by, cluster, source, times } }) => {
        return { result, by: by.type, cluster, transport: source?.transport, times }
      })
    }
    const from = { cluster: 'cluster-a', transport: 'link', times: 1 }
    const denied = { ...from, result: 'DENIED', by: 'anonymous' }
    await vi.waitFor(async () => {
      expect(await recorded()).toEqual([denied, denied, denied, { ...from, result: 'ACCEPTED', by: 'cluster' }])
    }, wait)
  })

  test('an expired join token is refused, and the next one is taken', async () => {
    const world = await aWorld()
    const late = await world.replica({ joinTokenLifetimeMs: -1 })
    const joinToken = await register(late)
    await isRefused(
      await world.backend({ cluster: 'cluster-a', port: late.port, joinToken }),
      linkClose.joinTokenExpired,
    )
    expect(await stateOf(late)).toBe('NEVER_SEEN')
    await joined(world, await world.replica())
  })

  test.each([
    ['ten minutes behind', -600_000],
    ['ten minutes ahead', 600_000],
  ])('a clock that is %s is told apart from a wrong key, and uses no join token up', async (_, offMs) => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    const key = await generateKeyPair(linkAlgorithm, { extractable: true })
    const hello = { token: await tokenAt(key.privateKey, offMs), join: await joinOf(key.publicKey, joinToken) }
    expect((await rawHello(replica, joinToken, hello)).code).toBe(linkClose.clockWrong)
    expect(await stateOf(replica)).toBe('NEVER_SEEN')
    const right = { ...hello, token: await tokenAt(key.privateKey, 0) }
    expect((await rawHello(replica, joinToken, right)).code).toBe(1_000)
  })

  test('the join token of one cluster does not open another', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await register(replica, 'cluster-a')
    const joinToken = await register(replica, 'cluster-b')
    await isRefused(
      await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken }),
      linkClose.joinTokenOfAnother,
    )
    // It is good for its own cluster still.
    await isConnected(await world.backend({ cluster: 'cluster-b', port: replica.port, joinToken }))
  })

  test('a name that nobody registered is refused in the same words as a wrong key', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await register(replica, 'cluster-a')
    const [known, unknown] = await Promise.all(
      ['cluster-a', 'cluster-x'].map(async (cluster) => {
        const backend = await world.backend({ cluster, port: replica.port })
        await isRefused(backend, linkClose.unauthenticated)
        return backend.state()
      }),
    )
    expect(unknown).toEqual(known)
  })

  test('a new join token replaces the key of a cluster that lost it', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await (await joined(world, replica)).stop()
    const renewed = await replica.clusters.renewJoinToken('cluster-a', actor)
    const joinToken = renewed.ok ? renewed.joinToken : undefined
    const backend = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken: joinToken! })
    await isConnected(backend)
  })

  test('names that make one type are refused, and so is a known cluster', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    await register(replica, 'a-1')
    const again = { address: 'link:', projects: null }
    for (const name of ['a1', 'a--1', 'A', 'registry', 'a-']) {
      expect(await replica.clusters.register({ name, ...again }, actor)).toMatchObject({ ok: false })
    }
    const collides = await replica.clusters.register({ name: 'a1', ...again }, actor)
    expect(collides).toMatchObject({ problems: [{ code: 'NAME_TAKEN', path: ['name'] }] })
  })

  test('a cluster that never connected may be registered again, for a new token; a known one may not', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const old = await register(replica)
    const joinToken = await register(replica)
    await isRefused(
      await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken: old }),
      linkClose.unauthenticated,
    )
    await isConnected(await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken }))
    await expect(register(replica)).rejects.toThrow('a cluster has it')
  })

  test.each([['ftp://a.example'], ['a.example'], ['link:x'], ['https://user:word@a.example/'], ['']])(
    'the address "%s" is refused',
    async (address) => {
      const world = await aWorld()
      const replica = await world.replica()
      const registered = await replica.clusters.register({ name: 'cluster-a', address, projects: null }, actor)
      expect(registered).toMatchObject({ ok: false, problems: [{ code: 'INPUT_INVALID', path: ['address'] }] })
    },
  )

  test.each([
    ['a contract that is too old', 0, linkClose.incompatible],
    ['a contract that nobody knows yet', 99, linkClose.tooNew],
  ])('%s is shown as INCOMPATIBLE and gets nothing', async (_, contractVersion, close) => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    expect((await rawHello(replica, joinToken, { contractVersion })).code).toBe(close)
    expect(await readCluster(replica.db, 'cluster-a')).toMatchObject({ state: 'INCOMPATIBLE', contractVersion })
  })

  test('of two backends that claim one cluster the one with the newer join token has it, and the other is told', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const first = await joined(world, replica)
    const renewed = await replica.clusters.renewJoinToken('cluster-a', actor)
    const joinToken = renewed.ok ? renewed.joinToken : undefined
    // A token that nobody came with changes nothing.
    expect(first.state().type).toBe('connected')
    const second = await world.backend({ cluster: 'cluster-a', port: replica.port, joinToken: joinToken! })
    await isConnected(second)
    // Its key counts no longer, and its own token was used.
    await isRefused(first, linkClose.unauthenticated)
    expect(second.state().type).toBe('connected')
    expect(await stateOf(replica)).toBe('CONNECTED')
  })

  test('a token that is signed with another key, or for something else, is refused', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    const other = await aKeyring()
    const { token } = await other.hello('cluster-a', 1, null)
    expect((await rawHello(replica, joinToken, { token })).code).toBe(linkClose.unauthenticated)
    expect((await rawHello(replica, joinToken, { cluster: 'cluster-b' })).code).toBe(linkClose.unauthenticated)
    expect(await stateOf(replica)).toBe('NEVER_SEEN')
  })

  test('whoever has not said who it is may not send much', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const socket = new WebSocket(`ws://127.0.0.1:${replica.port}/link`, 'graphql-transport-ws')
    const code = await new Promise<number>((resolve) => {
      socket.on('close', resolve)
      const payload = { cluster: 'x'.repeat(20_000) }
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })))
    })
    expect(code).toBe(1009)
  })

  test.each([['/elsewhere'], ['//'], ['/link/more'], ['http://']])(
    'an upgrade of %s is answered 404, and the server goes on',
    async (path) => {
      const world = await aWorld()
      const replica = await world.replica()
      const socket = connect(replica.port, '127.0.0.1')
      const answer = await new Promise<string>((resolve) => {
        socket.once('data', (bytes) => resolve(bytes.toString('utf8')))
        socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
      })
      expect(answer).toMatch(/^HTTP\/1.1 404 /)
      socket.destroy()
      await joined(world, replica)
    },
  )

  test('nothing is served before the profile is announced', async () => {
    const world = await aWorld()
    const replica = await world.replica()
    const joinToken = await register(replica)
    const keyring = await aKeyring()
    const client = createClient({
      url: `ws://127.0.0.1:${replica.port}/link`,
      webSocketImpl: WebSocket,
      connectionParams: () => keyring.hello('cluster-a', 1, joinToken),
      retryAttempts: 0,
    })
    world.onStop(() => client.dispose())
    const variables = { reports: [] }
    const first = await client.iterate({ query: linkDocuments.report, variables }).next()
    expect(first.value).toMatchObject({ errors: [{ message: 'Announce the profile first.' }] })
  })
})

/** What a backend signs to say who it is, with its clock so far off. */
async function tokenAt(key: CryptoKey, offMs: number): Promise<string> {
  const at = Math.floor((Date.now() + offMs) / 1_000)
  return new SignJWT()
    .setProtectedHeader({ alg: linkAlgorithm })
    .setIssuer('cluster-a')
    .setAudience(linkAudience)
    .setIssuedAt(at)
    .setExpirationTime(at + 60)
    .sign(key)
}

async function joinOf(key: CryptoKey, joinToken: Secret): Promise<LinkHello['join']> {
  return { token: joinToken.reveal(), publicKey: LinkPublicKey.parse(await exportJWK(key)) }
}
