import { z } from 'zod'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { createCallerSigner } from '@operations-manager/runtime/caller/caller-token.ts'
import { createRequestProver, proofHeader, requestKeyFor } from '@operations-manager/runtime/caller/request-proof.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { operatorsGroup } from '../identity/people.ts'
import type { SandboxPorts } from '../ports/sandbox-ports.ts'
import type { SandboxState } from '../state/sandbox-state.ts'
import type { ClusterName } from './settings.ts'

const Known = z.object({ data: z.object({ clusters: z.array(z.object({ name: z.string(), state: z.string() })) }) })
const Registered = z.object({
  data: z.object({
    registerCluster: z.object({
      joinToken: z.string().nullable(),
      problems: z.array(z.object({ message: z.string() })),
    }),
  }),
})

/**
 * Registers the clusters that the registry does not know yet, as an operator would, and answers their join tokens.
 * A cluster that was registered but never came gets a new token by being registered again.
 */
export async function registerClusters(
  ports: SandboxPorts,
  state: SandboxState,
  names: readonly ClusterName[],
  addressOf: (name: ClusterName) => Promise<string>,
): Promise<ReadonlyMap<string, Secret>> {
  const sign = await createCallerSigner(
    z.looseObject({ kty: z.string() }).parse(JSON.parse(state.gatewayPrivateKey.reveal())),
  )
  const prove = createRequestProver(requestKeyFor(state.internalSecret, 'registry'))
  const operator: Caller = {
    type: 'person',
    subject: 'sandbox',
    issuer: 'sandbox',
    email: null,
    name: 'Sandbox',
    groups: [operatorsGroup],
  }
  const ask = async (query: string, variables: Record<string, unknown>): Promise<unknown> => {
    const body = JSON.stringify({ query, variables })
    const authorization = `Bearer ${await sign(operator, 'registry')}`
    const answer = await fetch(`http://127.0.0.1:${ports.registry}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, [proofHeader]: prove({ authorization, body }) },
      body,
      signal: AbortSignal.timeout(20_000),
    })
    return await answer.json()
  }
  const known = Known.parse(await ask('{ clusters { name state } }', {})).data.clusters
  const tokens = new Map<string, Secret>()
  for (const name of names) {
    const cluster = known.find((one) => one.name === name)
    if (cluster !== undefined && cluster.state !== 'NEVER_SEEN') continue
    const input = { name, address: await addressOf(name) }
    const mutation =
      'mutation ($input: RegisterClusterInput!) { registerCluster(input: $input) { joinToken problems { message } } }'
    const { joinToken, problems } = Registered.parse(await ask(mutation, { input })).data.registerCluster
    if (joinToken === null) throw new Error(`register ${name}: ${problems.map((one) => one.message).join(' ')}`)
    tokens.set(name, new Secret(joinToken))
  }
  return tokens
}
