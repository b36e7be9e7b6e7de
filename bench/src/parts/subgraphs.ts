import { buildSubgraphSchema } from '@apollo/subgraph'
import { composeSupergraph } from '@operations-manager/schema/compose/compose.ts'
import Fastify, { type FastifyReply } from 'fastify'
import { parse } from 'graphql'
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { AddressInfo } from 'node:net'
import { clusterNames, clusterSdl, liveOf, operation, projectsOf, registrySdl, typeNameOf } from './world.ts'

/**
 * The process with everything that a gateway talks to: a registry and clusters, each on a port of its own, the
 * identity provider, and a collector of traces. Subgraphs are compiled, so that they cost as little as possible.
 */
const all = clusterNames(Number(process.argv[2]) + 1)
let routed = all.slice(0, -1)
/** By version of the supergraph: a gateway is answered only with types that it knows. */
const projects = new Map([['1', projectsOf(routed)]])
let version = 1
/** Where the feed of events is. */
let position = 0
const subscribers = new Set<FastifyReply>()
const waiting = new Set<() => void>()

const originOf = (app: { server: { address(): unknown } }): string =>
  `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

async function serve(sdl: string, resolvers: object) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }])
  const compiled = new Map<string, CompiledQuery>()
  const app = Fastify({ logger: false, keepAliveTimeout: 120_000 })
  app.post('/graphql', async (request, reply) => {
    const { query, variables, operationName } = request.body as {
      query: string
      variables?: object
      operationName?: string
    }
    if (request.headers.accept === 'text/event-stream') return stream(reply)
    let run = compiled.get(query)
    if (run === undefined) {
      const made = compileQuery(schema, parse(query), operationName)
      if (!isCompiledQuery(made)) return made
      run = made
      compiled.set(query, run)
    }
    void reply.header('content-type', 'application/json')
    return JSON.stringify(
      await run.query({}, { version: request.headers['x-supergraph-version'] ?? '1' }, variables ?? {}),
    )
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app
}

function stream(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
  reply.raw.write(
    `event: next\ndata: ${JSON.stringify({ extensions: { accessKey: 'bench', cursor: String(position), position } })}\n\n`,
  )
  subscribers.add(reply)
  reply.raw.once('close', () => subscribers.delete(reply))
}

function emit(perSecond: number, seconds: number): void {
  const startedAt = performance.now()
  const timer = setInterval(() => {
    const due = Math.min(((performance.now() - startedAt) / 1000) * perSecond, perSecond * seconds)
    while (position < due) {
      position += 1
      const cursor = String(position)
      const sentAt = performance.timeOrigin + performance.now()
      const data = { operation: { cursor, sentAt, operation } }
      const text = `event: next\ndata: ${JSON.stringify({ data, extensions: { cursor, position } })}\n\n`
      for (const { raw } of subscribers) raw.write(text)
    }
    if (position < perSecond * seconds) return
    clearInterval(timer)
    process.send?.({ type: 'emitted', count: position })
  }, 2)
}

const registry = await serve(registrySdl(all), {
  Query: {
    projects: (_: unknown, { first, offset }: { first: number; offset?: number }, { version }: { version: string }) =>
      projects.get(version)?.slice(offset ?? 0, (offset ?? 0) + first),
  },
  Deployment: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
})
const clusterUrls = new Map<string, string>()
for (const name of all) {
  const app = await serve(clusterSdl(name), {
    Deployment: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    [typeNameOf(name)]: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: typeNameOf(name), id, live: liveOf(id) }),
    },
  })
  clusterUrls.set(name, `${originOf(app)}/graphql`)
}

function compose(): string {
  const composition = composeSupergraph({
    registry: { sdl: registrySdl(routed), url: `${originOf(registry)}/graphql` },
    clusters: routed.map((name) => ({
      name,
      typeName: typeNameOf(name),
      contractVersion: 1,
      url: clusterUrls.get(name) ?? '',
      sdl: clusterSdl(name),
    })),
  })
  if (!composition.ok) throw new Error(JSON.stringify(composition.errors))
  return composition.sdl
}
let sdl = compose()

const keys = await generateKeyPair('ES256', { extractable: true })
const internal = Fastify({ logger: false })
internal.get<{ Querystring: { after?: string } }>('/internal/supergraph', async (request, reply) => {
  if (request.query.after === String(version)) {
    await new Promise<void>((resolve) => {
      waiting.add(resolve)
      setTimeout(resolve, 20_000).unref()
    })
  }
  return reply.send({ version: String(version), sdl, clusters: routed })
})
internal.get('/.well-known/openid-configuration', () => ({
  issuer: originOf(internal),
  jwks_uri: `${originOf(internal)}/keys`,
}))
internal.get('/keys', async () => ({ keys: [{ ...(await exportJWK(keys.publicKey)), alg: 'ES256', use: 'sig' }] }))
internal.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, null))
internal.removeContentTypeParser('application/json')
internal.addContentTypeParser(
  'application/json',
  { parseAs: 'buffer', bodyLimit: 50_000_000 },
  (_request, _body, done) => done(null, null),
)
internal.post('/v1/traces', () => ({}))
await internal.listen({ port: 0, host: '127.0.0.1' })

process.on('message', (message: { type: string; perSecond: number; seconds: number }) => {
  if (message.type === 'emit') emit(message.perSecond, message.seconds)
  if (message.type === 'add cluster') {
    routed = all
    sdl = compose()
    version += 1
    projects.set(String(version), projectsOf(routed))
    for (const wake of waiting) wake()
    waiting.clear()
  }
})
process.on('disconnect', () => process.exit(0))
const token = await new SignJWT({ name: 'Bench', email: 'bench@example.org', email_verified: true })
  .setProtectedHeader({ alg: 'ES256' })
  .setSubject('bench')
  .setIssuer(originOf(internal))
  .setAudience('operations-manager')
  .setExpirationTime('2h')
  .sign(keys.privateKey)
process.send?.({
  type: 'ready',
  registry: `${originOf(registry)}/graphql`,
  clusters: Object.fromEntries(clusterUrls),
  internal: originOf(internal),
  sdl,
  token,
})
