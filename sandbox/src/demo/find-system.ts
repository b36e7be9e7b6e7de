import { signIn } from '../identity/sign-in.ts'
import { readAddresses, type Addresses } from '../state/addresses.ts'
import type { DemoConfig } from './config.ts'
import { GraphClient } from './graph-client.ts'

/** A running system and somebody signed in to it. */
export async function findSystem(config: DemoConfig, login: string): Promise<{ url: string; client: GraphClient }> {
  if (config.url !== null) return { url: config.url, client: new GraphClient(config.url, config.token) }
  const { graphql, issuer } = await runningSandbox(config.dataFolder)
  return { url: graphql, client: new GraphClient(graphql, config.token ?? (await signIn(issuer, login))) }
}

const readyLimitMs = 60_000

/** The addresses of the running sandbox, once it is ready; throws with what to do if none runs. */
export async function runningSandbox(dataFolder: string): Promise<Addresses> {
  const deadline = Date.now() + readyLimitMs
  for (let isFirst = true; ; isFirst = false) {
    const addresses = await readAddresses(dataFolder)
    if (addresses === null) throw new Error('No sandbox runs here. Start it in another terminal with: npm start')
    if (addresses.isReady) return addresses
    if (Date.now() > deadline) throw new Error('The sandbox does not get ready; look at what npm start says.')
    if (isFirst) console.error('The sandbox is still starting …')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
