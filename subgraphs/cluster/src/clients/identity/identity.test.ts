import { afterEach, describe, expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { issue, makeAuthority } from '@operations-manager/testbed/trust/authority.ts'
import type { IdentityPort } from '../../ports/identity.ts'
import type { PortFault } from '../../ports/port-error.ts'
import { identityClient } from './identity.ts'
import { answeringServer, json, page, tokenPath, type Answer, type Asked } from './testing/answers.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const account = { clientId: 'operations-manager', clientSecret: new Secret('the-account-secret') }
let tokens = 0
const aToken = (lifeSeconds = 60): Answer => json({ access_token: `token-${(tokens += 1)}`, expires_in: lifeSeconds })
const realm = { realm: 'shop', enabled: true, attributes: { mark: 'ours' } }
const client = { clientId: 'web', redirectUris: [], webOrigins: [], defaultScopes: [], attributes: {}, settings: {} }

/** A client over a server that gives tokens and answers the rest as told. */
async function over(answerTo: (asked: Asked, count: number) => Answer, timeoutMs = 5_000) {
  const server = await answeringServer((asked, count) => {
    const answer = answerTo(asked, count)
    return asked.path === tokenPath && answer === elsewhere ? aToken() : answer
  })
  const port = identityClient({
    url: server.url,
    workloadUrl: server.url,
    ...account,
    certificateAuthority: null,
    timeoutMs,
  })
  closing.push(() => port.close(), server.close)
  const count = (method: string, path: string): number =>
    server.asked.filter((asked) => asked.method === method && asked.path.endsWith(path)).length
  return { port, server, count }
}
/** What the server says to what a test does not speak of; at the address of tokens: a good one. */
const elsewhere: Answer = json({ error: 'not part of this test' }, 500)
const at =
  (path: string, answer: Answer | ((asked: Asked, count: number) => Answer)) => (asked: Asked, count: number) => {
    if (!asked.path.endsWith(path)) return elsewhere
    return typeof answer === 'function' ? answer(asked, count) : answer
  }

describe('tokens of the account', () => {
  test('are asked for once by many calls at the same time, and used again', async () => {
    const { port, count } = await over(at('/realms/shop', json(realm)))
    await Promise.all(Array.from({ length: 20 }, () => port.readRealm('shop')))
    await port.readRealm('shop')
    expect(count('POST', '/token')).toBe(1)
  })

  test('are asked for again before their end', async () => {
    const { port, server, count } = await over((asked) => (asked.path === tokenPath ? aToken(0) : json(realm)))
    await port.readRealm('shop')
    await port.readRealm('shop')
    expect(count('POST', '/token')).toBe(2)
    expect(new Set(server.asked.filter(({ method }) => method === 'GET').map(({ token }) => token)).size).toBe(2)
  })

  test('that the server no longer takes are replaced, once', async () => {
    const { port, server, count } = await over(
      at('/realms/shop', (_asked, n) => (n === 1 ? json({ error: 'HTTP 401' }, 401) : json(realm))),
    )
    expect(await port.readRealm('shop')).toMatchObject(realm)
    const [first, second] = server.asked.filter(({ method }) => method === 'GET')
    expect(first?.token).not.toBe(second?.token)
    const lost = await over(at('/realms/shop', json({ error: 'HTTP 401' }, 401)))
    await expect(lost.port.readRealm('shop')).rejects.toMatchObject({ fault: 'refused' })
    expect([count('POST', '/token'), lost.count('GET', '/realms/shop')]).toEqual([2, 2])
  })

  test.each<[string, Answer, string]>([
    ['refused to the account', json({ error: 'invalid_client' }, 401), 'refused'],
    ['not given by a server in trouble', json({ error: 'unknown_error' }, 500), 'unavailable'],
    ['asked of something else', page(200), 'unavailable'],
    ['asked of something that refuses everybody', page(403), 'unavailable'],
    ['asked of nobody', 'cut', 'unavailable'],
  ])('%s fail without a word of the secret', async (_what, answer, fault) => {
    const { port } = await over((asked) => (asked.path === tokenPath ? answer : json(realm)))
    const error: unknown = await port.readRealm('shop').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'PortError', fault })
    expect(String(error) + JSON.stringify(error)).not.toContain('the-account-secret')
  })
})

describe('answers', () => {
  const read = (port: IdentityPort) => port.readRealm('shop')

  test('that the server says has no such realm mean just that', async () => {
    const { port } = await over(at('/realms/shop', json({ error: 'Realm not found.' }, 404)))
    expect(await read(port)).toBeNull()
  })

  test.each<[string, Answer, PortFault]>([
    ['a 404 of something in between', page(404), 'unavailable'],
    ['a 404 of a wrong address', json({ error: 'Unable to find matching target resource method' }, 404), 'not-found'],
    ['a page with status 200', page(200), 'invalid'],
    ['a refusal', json({ error: 'HTTP 403 Forbidden' }, 403), 'refused'],
    ['a server in trouble', json({ error: 'unknown_error' }, 500), 'unavailable'],
    ['a server that is being started', page(503), 'unavailable'],
    ['another thing than was asked for', json([realm]), 'invalid'],
    ['a cut connection', 'cut', 'unavailable'],
  ])('%s is never taken for something else', async (_what, answer, fault) => {
    const { port } = await over(at('/realms/shop', answer))
    await expect(read(port)).rejects.toMatchObject({ name: 'PortError', fault })
  })

  test('that do not come are given up, and the next call is not spoilt', async () => {
    const { port } = await over(
      at('/realms/shop', (_asked, count) => (count === 1 ? 'silence' : json(realm))),
      300,
    )
    await expect(read(port)).rejects.toMatchObject({ fault: 'unavailable' })
    expect(await read(port)).toMatchObject(realm)
  })

  test('to a read over a connection that was closed meanwhile are asked for again, a change is not', async () => {
    const { port, count } = await over(at('/realms/shop', (_asked, n) => (n === 1 ? 'cut' : json(realm))))
    expect(await read(port)).toMatchObject(realm)
    const changed = await over(at('/realms/shop', 'cut'))
    await expect(changed.port.updateRealm('shop', { enabled: false })).rejects.toMatchObject({ fault: 'unavailable' })
    expect([count('GET', '/shop'), changed.count('PUT', '/shop')]).toEqual([2, 1])
  })

  test('to a change that are pages mean that nothing was changed', async () => {
    const { port } = await over(at('/realms/shop', page(200)))
    await expect(port.updateRealm('shop', { enabled: false })).rejects.toMatchObject({ fault: 'invalid' })
    await expect(port.removeRealm('shop')).rejects.toMatchObject({ fault: 'invalid' })
  })

  test('to a removal tolerate only what the server itself says is gone', async () => {
    const { port } = await over(at('/realms/shop', json({ error: 'Realm not found.' }, 404)))
    await port.removeRealm('shop')
    const between = await over(at('/realms/shop', page(404)))
    await expect(between.port.removeRealm('shop')).rejects.toMatchObject({ fault: 'unavailable' })
  })

  test('that say the list of realms is refused mean that there are none only while the account may make some', async () => {
    const asRoles = (roles: readonly string[]) => async () => {
      const { port } = await over((asked) => {
        if (asked.path.endsWith('/introspect')) return json({ active: true, realm_access: { roles } })
        return asked.path.endsWith('/admin/realms') ? json({ error: 'HTTP 403 Forbidden' }, 403) : elsewhere
      })
      return port.listRealms()
    }
    expect(await asRoles(['create-realm'])()).toEqual([])
    await expect(asRoles(['default-roles-master'])()).rejects.toMatchObject({ fault: 'refused' })
  })
})

describe('a thing that is made twice at the same time', () => {
  const refusal = json({ errorMessage: 'Database operation failed' }, 400)
  const making = (there: Answer, posted: (count: number) => Answer) =>
    over((asked, count) => {
      if (!asked.path.endsWith('/clients')) return elsewhere
      return asked.method === 'POST' ? posted(count) : there
    })

  test('is there already, although the server says only that its database refused', async () => {
    const { port } = await making(json([{ id: 'c1', clientId: 'web' }]), () => refusal)
    await expect(port.createClient('shop', client)).rejects.toMatchObject({ fault: 'exists' })
  })

  test('is looked at again where the other one is not seen yet, and what is wrong for itself is refused', async () => {
    const { port, count } = await making(json([]), () => refusal)
    await expect(port.createClient('shop', client)).rejects.toMatchObject({ fault: 'conflict' })
    expect(count('POST', '/clients')).toBe(1)
    const wrong = await making(json([]), () => json({ errorMessage: 'Client name is not valid' }, 400))
    await expect(wrong.port.createClient('shop', client)).rejects.toMatchObject({ fault: 'invalid' })
  })
})

test('the certificate of the server is one of the configured authority, for all that is asked', async () => {
  const authority = await makeAuthority('of the cluster')
  const { certificate: cert, key } = await issue(authority, { names: ['127.0.0.1'] })
  const server = await answeringServer(
    (asked) => {
      if (asked.path === tokenPath) return aToken()
      return asked.path.endsWith('openid-configuration') ? json({ issuer: 'https://identity' }) : json(realm)
    },
    { key, cert },
  )
  const trusting = (certificateAuthority: string | null) => {
    const port = identityClient({
      ...account,
      url: server.url,
      workloadUrl: server.url,
      certificateAuthority,
      timeoutMs: 5_000,
    })
    closing.push(() => port.close())
    return port
  }
  closing.push(server.close)
  const trusted = trusting(authority.certificate)
  expect(await trusted.readRealm('shop')).toMatchObject(realm)
  expect(await trusted.readDiscovery('shop')).toEqual({ issuer: 'https://identity' })
  const stranger = trusting(null)
  for (const asked of [() => stranger.readRealm('shop'), () => stranger.readDiscovery('shop')])
    await expect(asked()).rejects.toMatchObject({ fault: 'certificate-untrusted' })
})
