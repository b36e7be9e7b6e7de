import { collectDefaultMetrics, Registry } from 'prom-client'
import { createCallerVerifier } from '@operations-manager/runtime/caller/caller-token.ts'
import { openSecret } from '@operations-manager/schema/sealing/secret-envelope.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import manifest from '../../package.json' with { type: 'json' }
import { createExecutor } from '../graphql/executor.ts'
import { createServer } from '../graphql/server.ts'
import type { KindDeps } from '../kinds/deps.ts'
import { watchDeployments } from '../kinds/watch.ts'
import { openClusterKeys } from '../link/cluster-keys.ts'
import { openLink } from '../link/open-link.ts'
import { offersOf, profileOf } from '../link/profile.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { serviceOutputs } from '../services/outputs.ts'
import { createEngine } from './engine.ts'
import { linkHandlers } from './handlers.ts'
import { openKubernetes } from './kubernetes.ts'
import { openDocuments, type Wiring } from './memory.ts'
import { openServices } from './services.ts'

/** Starts a cluster backend; everything that it opens is stopped by the lifecycle, in the opposite order. */
export async function startBackend(wiring: Wiring): Promise<{ readonly url: string }> {
  const { config, log, lifecycle, clock } = wiring
  const documents = await openDocuments(wiring)
  const { kubernetes, prober, imageNotice } = await openKubernetes(wiring, documents)
  const offers = offersOf(config, catalogue)
  const keys = await openClusterKeys(kubernetes, config.namespace)
  const profile = profileOf(config, offers, { backendVersion: manifest.version, agePublicKey: keys.agePublicKey })
  const link = await openLink({
    ...config.link,
    kubernetes,
    namespace: config.namespace,
    cluster: config.cluster,
    profile,
    log,
  })
  const services = await openServices({ ...wiring, kubernetes, documents })

  const kinds: KindDeps = {
    kubernetes,
    settings: config.kubernetesSettings,
    catalogue,
    offers,
    outputs: ({ cluster, project, deployment }, service) =>
      serviceOutputs(kubernetes, deploymentId({ cluster, project, deployment }), service),
    open: (envelope) => openSecret(envelope, keys.ageIdentity),
    fingerprintKey: keys.fingerprintKey,
    prober,
    imageNotice,
  }
  const engine = createEngine({ ...wiring, kinds, services, link })
  lifecycle.onStop('engine', () => engine.stop())

  const live = {
    ...kinds,
    cluster: config.cluster,
    installation: config.installation,
    wishes: link.wishes,
    sizeOf: () => Promise.resolve(null),
    simulated: profile.sandbox,
    now: () => clock.now(),
  }
  const verifyCaller = await createCallerVerifier(config.server.callerPublicKey, config.cluster)
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const executor = createExecutor({ ...live, verifyCaller, log })
  const server = createServer({ executor, metrics, phase: () => lifecycle.phase })
  const url = await server.listen({ port: config.server.port, host: config.server.host })
  lifecycle.onStop('server', () => server.close())

  link.start(linkHandlers({ executor, live, ageIdentity: keys.ageIdentity, resetSignIn: services.resetSignIn }))
  lifecycle.onStop('link', () => link.stop())
  engine.start()
  const watching = new AbortController()
  const watched = watchDeployments({
    kubernetes,
    cluster: config.cluster,
    installation: config.installation,
    onChange: (deployment) => engine.poke(deployment),
    signal: watching.signal,
  })
  lifecycle.onStop('watches', async () => {
    watching.abort()
    await watched
  })
  lifecycle.started()
  return { url }
}
