import { generateKeyPair, exportJWK } from 'jose'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { createRequestProver, proofHeader, requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import { linkPath } from '@operations-manager/schema/link/handshake.ts'
import { askDirectly } from '../system/ask-directly.ts'
import type { System } from '../system/start-system.ts'

type Program = 'gateway' | 'registry' | 'cluster-a'

const at = ({ sandbox }: System, program: Program, path: string): string =>
  `http://127.0.0.1:${sandbox.ports[program]}${path}`
const bearing = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` }

export async function schemaStatus(system: System, token: string | null): Promise<number> {
  return (await askDirectly(system, 'gateway', '/schema.graphql', { headers: bearing(token) })).status
}

/** What a question over a WebSocket becomes: `data`, or how it was refused. */
export async function webSocketOutcome(system: System, token: string | null): Promise<string> {
  const client = createClient({
    url: at(system, 'gateway', '/graphql').replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: bearing(token),
    retryAttempts: 0,
  })
  try {
    for await (const { errors } of client.iterate({ query: '{ viewer { name } }' })) {
      return errors === undefined ? 'data' : String(errors[0]?.extensions?.['code'])
    }
    return 'nothing'
  } catch (error) {
    return error instanceof Error ? error.message : 'closed'
  } finally {
    await client.dispose()
  }
}

export async function healthOf(system: System): Promise<readonly string[]> {
  const programs: readonly Program[] = ['gateway', 'registry', 'cluster-a']
  const answers = programs.flatMap((program) =>
    ['/health/live', '/health/ready'].map((path) => askDirectly(system, program, path)),
  )
  return (await Promise.all(answers)).map(({ text }) => text)
}

/** How the doors for programs answer somebody who comes with a person's token. */
export async function closedDoors(
  system: System,
  token: string | null,
): Promise<readonly (readonly [string, number])[]> {
  const doors: readonly (readonly [string, Program, string])[] = [
    ['GET', 'gateway', '/metrics'],
    ['GET', 'registry', '/metrics'],
    ['GET', 'registry', '/internal/supergraph'],
    ['POST', 'registry', '/internal/link/cluster-a/ask'],
    ['POST', 'registry', '/internal/link/cluster-a/graphql'],
    ['POST', 'registry', '/hooks/repository'],
  ]
  return Promise.all(
    doors.map(async ([method, program, path]) => {
      const headers = { ...bearing(token), 'x-hub-signature-256': 'sha256=00', 'content-type': 'application/json' }
      const answer = await askDirectly(system, program, path, {
        method,
        headers,
        ...(method === 'POST' && { body: '{}' }),
      })
      return [`${method} ${program} ${path}`, answer.status] as const
    }),
  )
}

/** How the link ends for somebody who says to be a cluster and signs with a key of their own. */
export async function linkCloseCode(system: System): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const client = createClient({
    url: at(system, 'registry', linkPath).replace('http', 'ws'),
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    connectionParams: { cluster: 'cluster-a', contractVersion: 1, token: 'none', join: null },
    on: { closed: (event) => resolve((event as { code: number }).code) }, // a close event of `ws`
  })
  try {
    return await promise
  } finally {
    await client.dispose()
  }
}

const operator: Caller = {
  type: 'person',
  subject: 'account of operator',
  issuer: 'a test',
  email: null,
  name: 'operator',
  groups: ['platform-operators'],
}

/** How a subgraph answers requests that come to it past the gateway. */
export async function subgraphDoors(
  system: System,
  name: 'registry' | 'cluster-a',
  deployment: string,
  personToken: string | null,
): Promise<readonly (readonly [string, number])[]> {
  const { state } = await loadState(system.dataFolder)
  const sign = await createCallerSigner(JSON.parse(state.gatewayPrivateKey.reveal()))
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const signAsOther = await createCallerSigner(await exportJWK(privateKey))
  const prove = createRequestProver(requestKeyFor(state.internalSecret, name))
  const entities = JSON.stringify({
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    variables: { r: [{ __typename: 'ClusterADeployment', id: deployment }] },
  })
  const service = JSON.stringify({ query: '{ _service { sdl } }' })
  const ours = `Bearer ${await sign(operator, name)}`
  const other = name === 'registry' ? 'cluster-a' : 'registry'
  const elsewhere = `Bearer ${await sign(operator, other)}`
  const forged = `Bearer ${await signAsOther(operator, name)}`
  const proofElsewhere = createRequestProver(requestKeyFor(state.internalSecret, other))
  const person = bearing(personToken)
  const asks = [entities, service].flatMap((body) => [
    ['without a token', {}, body] as const,
    [
      'with a person’s token',
      { ...person, [proofHeader]: prove({ authorization: person['authorization'] ?? '', body }) },
      body,
    ] as const,
    [
      'with a token for another',
      { authorization: elsewhere, [proofHeader]: prove({ authorization: elsewhere, body }) },
      body,
    ] as const,
    [
      'with a token of another key',
      { authorization: forged, [proofHeader]: prove({ authorization: forged, body }) },
      body,
    ] as const,
    ['without a proof', { authorization: ours }, body] as const,
    [
      'with a proof for another subgraph',
      { authorization: ours, [proofHeader]: proofElsewhere({ authorization: ours, body }) },
      body,
    ] as const,
    [
      'with the proof of another request',
      { authorization: ours, [proofHeader]: prove({ authorization: ours, body: '{}' }) },
      body,
    ] as const,
    [
      'as the gateway sends it',
      { authorization: ours, [proofHeader]: prove({ authorization: ours, body }) },
      body,
    ] as const,
  ])
  return Promise.all(
    asks.map(async ([what, headers, body]) => {
      const answer = await askDirectly(system, name, '/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      })
      return [what, answer.status] as const
    }),
  )
}
