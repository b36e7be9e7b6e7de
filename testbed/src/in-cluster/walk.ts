import { join } from 'node:path'
import type { ClusterAccess, ImageRegistryAccess, Services } from '../access.ts'
import type { Cache } from '../build/cache.ts'
import { publishApplication } from '../image-registry/private-application.ts'
import { prepareInstallation, type Installation } from '../installation/installation.ts'
import { buildNodePrograms } from '../node/programs.ts'
import { eventually } from '../run/eventually.ts'
import { startCenter, type CenterOptions, type RunningCenter } from './center.ts'
import { deploySample, type Deployed } from './deploy.ts'
import { openOutside } from './outside.ts'
import { sampleOf, type Sample } from './sample.ts'
import { seconds, type Timetable } from './timetable.ts'
import { unlessAborted } from './unless-aborted.ts'
import { verdictOf, type Verdict } from './verdict.ts'

export type WalkOptions = Omit<CenterOptions, 'folder'> & {
  readonly services: Services
  readonly cluster: ClusterAccess
  readonly imageRegistry: ImageRegistryAccess
  /** For everything that is kept meanwhile. */
  readonly folder: string
  readonly cacheFolder: string
  /** Of the cluster backend. */
  readonly namespace: string
  readonly timetable: Timetable
}

/** Where a walk has come to: a cluster that joined, and in it a project whose image only an account may pull. */
export type Walked = {
  readonly center: RunningCenter
  readonly installation: Installation
  readonly steps: Deployed['steps']
  /** Where the sample answers; null if it has no address. */
  readonly address: Deployed['address']
  readonly verdict: Verdict
  /** From `helm install` to the last proof of the first deployment. */
  readonly installToProofMs: number
  /** Ends what it runs on this machine; the cluster stays as it is. */
  stop(): Promise<void>
}

type Stops = (() => unknown)[]

/**
 * Goes the whole way on a testbed with a node: starts the Operations Manager, publishes a private image, installs the
 * chart of the cluster backend, which joins over TLS, and deploys the sample. Where it fails, nothing of it runs on.
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const stops: Stops = []
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).toReversed()) await one()
  }
  try {
    return { ...(await walkParts(options, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function walkParts(options: WalkOptions, stops: Stops): Promise<Omit<Walked, 'stop'>> {
  const { timetable, cluster, folder, say, signal } = options
  const inside = { ...options, say: (line: string) => say(`  ${line}`) }
  say('\nThe Operations Manager, which knows no cluster yet')
  const center = await timetable.part('the Operations Manager', async () => {
    const started = await startCenter({ ...inside, folder: join(folder, 'center') })
    stops.push(() => started.stop())
    return started
  })
  inside.say(`at ${center.sandbox.addresses.graphql}`)

  say("\nThe sample's image, in a registry that gives it out to an account only")
  const sample = await timetable.part('the private image', () => publishSample(inside, stops))
  signal.throwIfAborted()

  say(`\nThe cluster "${cluster.name}" joins`)
  const installation = await timetable.part('accounts and Secrets of the backend', async () => {
    const prepared = await prepareInstallation(center, cluster.name, inside)
    stops.push(() => prepared.close())
    await prepared.register()
    return prepared
  })
  const started = performance.now()
  await timetable.part('helm install, until connected', () => joinCluster(installation, { ...inside, started }))

  say('\nThe sample, as a team deploys it (seconds since helm install)')
  const { state, steps, address } = await timetable.part('the sample, until all was proved', async () => {
    const alice = await center.as('alice')
    const { password } = options.imageRegistry
    return await unlessAborted(signal, () => deploySample(alice, sample, { password, started, say }))
  })
  const installToProofMs = performance.now() - started
  return { center, installation, steps, address, verdict: verdictOf(state, steps, sample), installToProofMs }
}

async function publishSample(options: WalkOptions, stops: Stops): Promise<Sample> {
  const { cluster, imageRegistry, cacheFolder, say, signal } = options
  const cache: Cache = { folder: cacheFolder, say, signal }
  const { testApplication } = await buildNodePrograms(cache)
  const { reference, digest } = await publishApplication(imageRegistry, testApplication, 'private/kiosk:1')
  say(`${reference} is ${digest.slice(0, 19)}…`)
  if (cluster.outsideAddress === null) throw new Error(`${cluster.name} has no node, and so no world outside`)
  const outside = await openOutside(cluster.outsideAddress)
  stops.push(() => outside.close())
  return sampleOf({ cluster: cluster.name, image: reference, registry: imageRegistry, outside: outside.at })
}

const joinLimitMs = 60_000

async function joinCluster(
  installation: Installation,
  { started, say, signal }: WalkOptions & { readonly started: number },
): Promise<void> {
  const { namespace, link, valuesFile } = installation
  say(`registered as link:, so nothing has to reach in: it dials ${link.url}`)
  say(`helm install cluster-backend deploy/cluster-backend -n ${namespace} -f ${valuesFile} --wait`)
  await installation.install()
  const installed = seconds(performance.now() - started)
  await unlessAborted(signal, () =>
    eventually('the cluster is connected', joinLimitMs, async () => (await installation.state()) === 'CONNECTED'),
  )
  say(`installed after ${installed}, connected after ${seconds(performance.now() - started)}`)
}
