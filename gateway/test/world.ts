import { createLog } from '@operations-manager/runtime/log/log.ts'
import { composeSupergraph } from '@operations-manager/schema/compose/compose.ts'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../src/config.ts'
import { defaultLimits, defaultRateLimits, type Limits, type RateLimits } from '../src/pipeline/limits.ts'
import { startGateway, type Gateway } from '../src/start-gateway.ts'
import { FakeFeed } from './fake-feed.ts'
import { FakeTokens } from './fake-tokens.ts'
import { FakeSubgraph, internalSecret, type FakeContext } from './fake-subgraph.ts'

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`
const live = `type Live @shareable { state: String! workloads: [Workload!]! }
type Workload @shareable { name: String! ready: Boolean! }`

export const typeNameOf = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}Deployment`

const registrySdl = (clusters: readonly string[]): string => `${link}
type Query {
  viewer: Viewer!
  projects(first: Int = 2): [Project!]!
  slow(ms: Int!): String
  node(id: ID!): Project
  refuses(code: String!): String
  breaks: String
  echo(text: String!): String
}
type Viewer { name: String! email: String groups: [String!]! supergraph: String! }
type Mutation { rename(name: String!): String! }
type Subscription { ticks(topic: String!, after: String): Tick! }
type Tick { cursor: String! number: Int! deployment: Deployment }
type Project { id: ID! name: String! deployments: [Deployment!]! }
interface Deployment @key(fields: "id") { id: ID! name: String! }
type DetachedDeployment implements Deployment @key(fields: "id") { id: ID! name: String! live: Live }
${live}
${clusters.map((name) => `type ${typeNameOf(name)} implements Deployment @key(fields: "id") { id: ID! name: String! }`).join('\n')}`

const clusterSdl = (name: string): string => `${link}
interface Deployment { id: ID! live: Live }
type ${typeNameOf(name)} implements Deployment @key(fields: "id") { id: ID! live: Live }
${live}`

const deploymentOf = (cluster: string, name: string, routed: ReadonlySet<string>) => ({
  __typename: routed.has(cluster) ? typeNameOf(cluster) : 'DetachedDeployment',
  id: `${cluster}/${name}`,
  name,
})

/** A small installation on loopback: a registry, clusters, an identity provider and the gateway in front. */
export class World {
  readonly feed = new FakeFeed()
  readonly tokens = new FakeTokens()
  readonly clusters = new Map<string, FakeSubgraph>()
  registry!: FakeSubgraph
  gateway!: Gateway
  /** The registry has no supergraph to give. */
  withheld = false
  #manifest: string | null = null
  issuer!: string
  #version = 0
  #sdl = ''
  readonly #routedByVersion = new Map<string, ReadonlySet<string>>()
  readonly #waiting = new Set<() => void>()
  #providerKey!: CryptoKey
  #providerJwk!: JWK
  stopProvider: () => Promise<void> = () => Promise.resolve()
  #publicKey!: JWK

  static async start(
    options: {
      clusters?: string[]
      limits?: Partial<Limits>
      rateLimits?: Partial<RateLimits>
      config?: Partial<Config>
      logLevel?: 'silent' | 'info'
      /** Only these documents are answered. */
      persisted?: string[]
      withholdSupergraph?: boolean
    } = {},
  ) {
    const world = new World()
    const callerKeys = await generateKeyPair('EdDSA', { extractable: true })
    world.#publicKey = { ...(await exportJWK(callerKeys.publicKey)), alg: 'EdDSA' }
    await world.#startProvider()
    const names = options.clusters ?? ['alpha', 'beta']
    world.withheld = options.withholdSupergraph ?? false
    if (options.persisted !== undefined) await world.#writeManifest(options.persisted)
    world.registry = await FakeSubgraph.start('registry', registrySdl(names), {}, world.#publicKey, (m, r) =>
      world.#internal(m, r),
    )
    world.registry.feed = (args, context, signal) => world.feed.open(args, context, signal)
    for (const name of names) await world.#startCluster(name)
    world.publish(names)
    world.gateway = await startGateway(
      {
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        registryUrl: world.registry.origin,
        internalSecret,
        callerPrivateKey: (await exportJWK(callerKeys.privateKey)) as Config['callerPrivateKey'],
        oidc: { issuer: world.issuer, audience: 'gateway', groupsClaim: 'realm.roles', clockSkewSeconds: 1 },
        corsOrigins: [],
        trustedProxies: [],
        persistedDocuments: world.#manifest,
        otlpEndpoint: null,
        subgraphTimeoutMs: 400,
        subgraphConnections: 16,
        heartbeatMs: 15_000,
        recheckMs: 30_000,
        maxBehindBytes: 2_000_000,
        limits: { ...defaultLimits, ...options.limits },
        rateLimits: { ...defaultRateLimits, ...options.rateLimits },
        ...options.config,
      },
      createLog('gateway', options.logLevel ?? 'silent'),
    )
    await world.until(() => world.withheld || world.gateway.version() !== null)
    return world
  }

  /** The registry now has a supergraph with these clusters. */
  publish(names: readonly string[], sdl?: string): void {
    this.#version += 1
    this.#routedByVersion.set(String(this.#version), new Set(names))
    this.registry.serve(registrySdl([...this.clusters.keys()]), this.#registryResolvers())
    this.#sdl = sdl ?? this.compose(names)
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }

  get publishedVersion(): string {
    return String(this.#version)
  }

  compose(names: readonly string[]): string {
    const composed = composeSupergraph({
      registry: { sdl: registrySdl(names), url: this.registry.url },
      clusters: names.map((name) => ({
        name,
        typeName: typeNameOf(name),
        contractVersion: 1,
        url: this.clusters.get(name)!.url,
        sdl: clusterSdl(name),
      })),
    })
    if (!composed.ok) throw new Error(composed.errors.map(({ message }) => message).join('\n'))
    return composed.sdl
  }

  async addCluster(name: string): Promise<void> {
    await this.#startCluster(name)
    this.publish([...this.clusters.keys()])
  }

  /** A person's token, as the identity provider would give it. */
  token(
    claims: Record<string, unknown> = {},
    options: { expiresIn?: string; audience?: string; issuer?: string; key?: CryptoKey } = {},
  ) {
    return new SignJWT({ sub: 'ann', name: 'Ann', email: 'Ann@Example.org', email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: this.#providerJwk.kid ?? '' })
      .setIssuer(options.issuer ?? this.issuer)
      .setAudience(options.audience ?? 'gateway')
      .setIssuedAt()
      .setExpirationTime(options.expiresIn ?? '5m')
      .sign(options.key ?? this.#providerKey)
  }

  /** A plain request; without a token if that is null. */
  async query(
    query: string,
    more: { variables?: object; token?: string | null; headers?: Record<string, string> } = {},
  ) {
    const token = more.token === undefined ? await this.token() : more.token
    const response = await fetch(`${this.gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...more.headers,
      },
      body: JSON.stringify({ query, variables: more.variables }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: JSON.parse(text) }
  }

  /** Waits until something is so; fails loudly if it never is. */
  async until(isSo: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<void> {
    const end = Date.now() + limitMs
    while (!(await isSo())) {
      if (Date.now() > end) throw new Error(`it did not become so within ${limitMs} ms: ${isSo.toString()}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async stop(): Promise<void> {
    await this.gateway.lifecycle.stop(2_000)
    this.tokens.stop()
    for (const wake of this.#waiting) wake()
    await Promise.all([this.registry, ...this.clusters.values()].map((subgraph) => subgraph.stop()))
    await this.stopProvider()
    if (this.#manifest !== null) await rm(this.#manifest)
  }

  async #writeManifest(texts: readonly string[]): Promise<void> {
    this.#manifest = join(tmpdir(), `documents-${process.pid}-${Math.random()}.json`)
    await writeFile(this.#manifest, JSON.stringify(Object.fromEntries(texts.entries())))
  }

  async #startCluster(name: string): Promise<void> {
    const resolvers = {
      Deployment: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      [typeNameOf(name)]: {
        __resolveReference: ({ id }: { id: string }) => ({
          __typename: typeNameOf(name),
          id,
          live: { state: `${name} is well`, workloads: [{ name: 'web', ready: true }] },
        }),
      },
    }
    const sdl = clusterSdl(name)
    this.clusters.set(name, await FakeSubgraph.start(name, sdl, resolvers, this.#publicKey))
  }

  #registryResolvers(): object {
    const routed = (context: FakeContext) => this.#routedByVersion.get(context.version) ?? new Set<string>()
    const names = [...this.clusters.keys()]
    return {
      Query: {
        viewer: (_: unknown, __: unknown, { caller, version }: FakeContext) =>
          caller.type === 'person'
            ? { ...caller, supergraph: version }
            : {
                name: caller.type === 'token' ? caller.name : 'anonymous',
                email: null,
                groups: [],
                supergraph: version,
              },
        projects: (_: unknown, { first }: { first: number }, context: FakeContext) =>
          Array.from({ length: first }, (_, index) => ({
            id: `p${index}`,
            name: `project-${index}`,
            deployments: names.map((name) => deploymentOf(name, `app-${index}`, routed(context))),
          })),
        slow: async (_: unknown, { ms }: { ms: number }) => {
          await new Promise((resolve) => setTimeout(resolve, ms))
          return 'done'
        },
        refuses: (_: unknown, { code }: { code: string }) => {
          throw Object.assign(new Error(`refused with ${code}`), { extensions: { code, stacktrace: ['secret place'] } })
        },
        breaks: () => {
          throw new Error('the password is 1234')
        },
        echo: (_: unknown, { text }: { text: string }) => text,
      },
      Mutation: { rename: (_: unknown, { name }: { name: string }) => name },
      Deployment: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Tick: {
        deployment: ({ on }: { on?: string }, _: unknown, context: FakeContext) =>
          on === undefined ? null : deploymentOf(on, 'app-0', routed(context)),
      },
    }
  }

  #internal(message: IncomingMessage, response: ServerResponse): boolean {
    const url = new URL(message.url ?? '/', 'http://registry')
    if (!url.pathname.startsWith('/internal/')) return false
    if (message.headers['x-internal-secret'] !== 'internal') {
      response.writeHead(401).end()
      return true
    }
    if (url.pathname !== '/internal/supergraph') {
      void this.tokens.answer(message, response)
      return true
    }
    if (this.withheld) {
      response.writeHead(503).end()
      return true
    }
    const answer = (): void => {
      const version = String(this.#version)
      if (url.searchParams.get('after') === version) return void response.writeHead(304).end()
      const clusters = [...(this.#routedByVersion.get(version) ?? [])]
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ version, sdl: this.#sdl, clusters }))
    }
    if (url.searchParams.get('after') === String(this.#version)) this.#waiting.add(answer)
    else answer()
    return true
  }

  /** The provider signs with another key from now on, and forgets the last one. */
  async rotateKey(kid: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    this.#providerKey = privateKey
    this.#providerJwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }
  }

  async #startProvider(): Promise<void> {
    await this.rotateKey('one')
    const server = createServer((message, response) => {
      const isKeys = message.url === '/keys'
      const body = isKeys ? { keys: [this.#providerJwk] } : { issuer: this.issuer, jwks_uri: `${this.issuer}/keys` }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.stopProvider = async () => {
      this.stopProvider = () => Promise.resolve()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}
