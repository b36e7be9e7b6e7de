import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import { createRequestProver } from '@operations-manager/runtime/caller/request-proof.ts'
import { createRequestVerifier, type ReceivedRequest } from '@operations-manager/runtime/caller/verify-request.ts'
import { anonymous, type Caller } from '@operations-manager/runtime/caller/caller.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { aComponent, aSpec, aWish, aWorld, published, runAll, type World } from '../kinds/testing.ts'
import { createExecutor, type Executor } from './executor.ts'

// A busy machine makes the simulated cluster slow.
vi.setConfig({ testTimeout: 30_000 })

const alice: Caller = {
  type: 'person',
  subject: 's1',
  issuer: 'i',
  email: 'alice@example.org',
  name: 'Alice',
  groups: [],
}

const spec = aSpec({
  components: {
    web: aComponent({
      publish: { ...published, hosts: [...published.hosts] },
      uses: [{ service: 'orders', prefix: null, as: { DB: 'DATABASE_DB' } }],
      secrets: ['PAYMENT_KEY'],
      env: { component: { LOG_LEVEL: 'info' }, deployment: { LOG_LEVEL: 'debug' } },
    }),
  },
  services: { orders: { type: 'postgresql', settings: {}, deletion: 'retain' } },
  sealed: { 'web/PAYMENT_KEY': 'sealed:top-secret-value' },
})
const wish = aWish(spec)

const outputs = Object.fromEntries(
  ['host', 'port', 'user', 'password', 'database', 'schema', 'url'].map((key) => [key, new Secret(`${key}-of-orders`)]),
)

let world: World
let executor: Executor
let sign: (caller: Caller, audience: string) => Promise<string>
const requestKey = new Secret('the key of requests to cluster-a')

/** A request as the gateway sends it. */
async function sent(text: string, caller: Caller, audience = 'cluster-a'): Promise<ReceivedRequest> {
  const authorization = `Bearer ${await sign(caller, audience)}`
  return { authorization, proof: createRequestProver(requestKey)({ authorization, body: text }), body: text }
}

beforeEach(async () => {
  world = aWorld({ outputs: () => Promise.resolve(outputs) })
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  sign = await createCallerSigner(await exportJWK(privateKey))
  executor = createExecutor({
    ...world,
    cluster: 'cluster-a',
    installation: 'test',
    wishes: {
      current: (id) => ({ id, wish: id === wish.id ? wish : null, last: null, tombstones: [] }),
    },
    sizeOf: () => Promise.resolve(4096),
    simulated: true,
    now: () => new Date(),
    verify: await createRequestVerifier({
      publicJwk: await exportJWK(publicKey),
      audience: 'cluster-a',
      requestKey: () => requestKey,
    }),
    log: createLog('test', 'silent'),
  })
})
afterEach(() => world.kubernetes.stop())

const liveQuery = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on ClusterADeployment { id live {
    observedAt simulated
    workloads { component state desired ready updated image runningImages digest restarts lastProblem { code message pod at }
      pods { name state ready restarts image digest node startedAt message } }
    services { service type state names { kind name } sizeBytes credentialsIssuedAt message }
    variables(component: "web") { name value secret source from overriddenBy }
    events(first: 5) { at warning reason message count kind name }
    logs(component: "web", tail: 5) { at component pod container text }
    objects { apiVersion kind name namespace component state drift manifest }
  } } } }`

describe('the live view', () => {
  test('shows workloads, services, variables, events, logs and objects of a deployment', async () => {
    await runAll(world, wish)
    const { data, errors } = await ask(alice)
    expect(errors).toBeUndefined()
    const live = data._entities[0].live
    expect(live.simulated).toBe(true)
    expect(live.workloads).toMatchObject([{ component: 'web', state: 'READY', desired: 1, ready: 1, updated: 1 }])
    expect(live.workloads[0].pods).toMatchObject([{ state: 'READY', ready: true }])
    expect(live.services).toMatchObject([{ service: 'orders', state: 'READY', sizeBytes: 4096 }])
    expect(live.events.length).toBeGreaterThan(0)
    expect(live.logs[0].text).toContain('starting web (1.4.0)')
  })

  test('tells where each variable comes from and what overrides it', async () => {
    const { data } = await ask(alice)
    const variables = data._entities[0].live.variables
    expect(variables).toContainEqual(
      expect.objectContaining({ name: 'LOG_LEVEL', value: 'debug', source: 'DEPLOYMENT_ENV', overriddenBy: null }),
    )
    expect(variables).toContainEqual(
      expect.objectContaining({ name: 'LOG_LEVEL', value: 'info', source: 'ENV', overriddenBy: 'DEPLOYMENT_ENV' }),
    )
    expect(variables).toContainEqual(
      expect.objectContaining({ name: 'DB', value: 'database-of-orders', source: 'ALIAS', from: 'orders' }),
    )
    expect(variables).toContainEqual(
      expect.objectContaining({ name: 'PUBLIC_HOST', value: 'https://webshop.apps.example.org', source: 'PLATFORM' }),
    )
  })

  test('never shows the value of a secret, anywhere', async () => {
    await runAll(world, wish)
    const text = JSON.stringify(await ask(alice))
    for (const value of ['top-secret-value', 'password-of-orders', 'url-of-orders']) {
      expect(text).not.toContain(value)
      expect(text).not.toContain(Buffer.from(value).toString('base64'))
    }
    expect(text).toContain('fingerprint:')
  })

  test('lists every object as in sync after a run, and names the field that drifted', async () => {
    await runAll(world, wish)
    const { data } = await ask(alice)
    const objects: { kind: string; name: string; state: string }[] = data._entities[0].live.objects
    expect(objects.filter(({ state }) => state !== 'IN_SYNC')).toEqual([])
    expect(objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Namespace', 'NetworkPolicy', 'Deployment', 'Ingress']),
    )
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'webshop-production', name: 'web' }
    const deployment = await world.kubernetes.read(ref)
    await world.kubernetes.apply({ ...deployment!, spec: { ...(deployment!['spec'] as object), replicas: 3 } })
    const again = await ask(alice)
    expect(again.data._entities[0].live.objects).toContainEqual(
      expect.objectContaining({ kind: 'Deployment', state: 'DRIFTED', drift: ['spec.replicas'] }),
    )
  })

  test('gives null with a code while Kubernetes is away, and hides nothing else', async () => {
    await runAll(world, wish)
    world.kubernetes.outage('connection refused')
    const { data, errors } = await ask(alice)
    expect(data._entities[0]).toMatchObject({ id: wish.id, live: null })
    expect(errors[0].extensions).toMatchObject({ code: 'BACKEND_UNAVAILABLE', backend: 'kubernetes' })
    expect(JSON.stringify(errors)).not.toContain('connection refused')
  })

  test('of a deployment that the cluster was never told of is not found', async () => {
    const id = deploymentId({ cluster: 'cluster-a', project: 'other', deployment: 'production' })
    const { data, errors } = await ask(alice, id)
    expect(data._entities[0].live).toBeNull()
    expect(errors[0].extensions.code).toBe('NOT_FOUND')
  })
})

describe('a caller', () => {
  test('without the gateway’s signature is refused', async () => {
    const answer = await executor.execute({ authorization: null, proof: null, body: body(wish.id) })
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.body).errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  test('whose token names another cluster is refused', async () => {
    const answer = await executor.execute(await sent(body(wish.id), alice, 'cluster-b'))
    expect(answer.status).toBe(401)
  })

  test('whose token and proof were sent with another request is refused', async () => {
    const request = await sent(body(wish.id), alice)
    const other = body('another deployment')
    expect((await executor.execute(request)).status).toBe(200)
    expect((await executor.execute({ ...request, body: other })).status).toBe(401)
    expect((await executor.execute({ ...request, proof: null })).status).toBe(401)
  })

  test('who is anonymous sees no deployment', async () => {
    const { data, errors } = await ask(anonymous)
    expect(data._entities[0].live).toBeNull()
    expect(errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  test.each([
    ['no JSON', 'hello', 400],
    ['no query', '{}', 400],
    ['a query of unknown fields', JSON.stringify({ query: '{ nothing }' }), 400],
    ['a query that does not parse', JSON.stringify({ query: '{' }), 400],
  ])('who sends %s is told so', async (_, text, status) => {
    const answer = await executor.execute(await sent(text, alice))
    expect(answer.status).toBe(status)
  })
})

// oxlint-disable-next-line typescript/no-explicit-any -- the test reads a JSON answer field by field
async function ask(caller: Caller, id = wish.id): Promise<any> {
  const answer = await executor.execute(await sent(body(id), caller))
  expect(answer.status).toBe(200)
  return JSON.parse(answer.body)
}

function body(id: string): string {
  return JSON.stringify({
    query: liveQuery,
    variables: { representations: [{ __typename: 'ClusterADeployment', id }] },
  })
}
