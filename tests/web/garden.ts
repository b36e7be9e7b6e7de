import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished } from '../system/graph.ts'

/** The value of the garden's secret, which no page may hold. */
export const plantedValue = 'planted-payment-key-5f1e'

/** A project with what a deployment page can show: two components, a database, an address, and a secret. */
function gardenFile(name: string): string {
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: Garden ${name}
members:
  - { email: alice@example.org, role: owner }
services:
  orders: { type: postgresql }
components:
  web:
    image: ghcr.io/example/garden:1.0.0
    port: 8080
    publish: {}
    uses: [orders]
    env: { GREETING: good morning }
    secrets: [PAYMENT_KEY]
  worker:
    image: ghcr.io/example/garden-worker:1.0.0
    uses: [orders]
deployments:
  live:
    cluster: cluster-a
    components:
      web: { replicas: 3 }
`
}

/** Sets one up in cluster-a, with its secret, and waits until it is all true. */
export async function plantGarden(client: GraphClient, name: string): Promise<void> {
  await changed(client, 'applyProjectFile', { file: gardenFile(name) })
  const secret = { project: name, component: 'web', name: 'PAYMENT_KEY', value: plantedValue }
  const operation = await finished(client, await changed(client, 'setSecret', secret))
  if (operation.state !== 'SUCCEEDED') throw new Error(`it was not set up:\n${JSON.stringify(operation, null, 1)}`)
}
