import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createRequestVerifier } from '@operations-manager/runtime/caller/verify-request.ts'
import { openSecret } from '@operations-manager/schema/sealing/secret-envelope.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import { createExecutor, type Executor } from '../graphql/executor.ts'
import { requestMetrics } from '../graphql/metrics.ts'
import { createServer } from '../graphql/server.ts'
import type { KindDeps } from '../kinds/deps.ts'
import { watchDeployments } from '../kinds/watch.ts'
import { holdLease } from '../lease/lease.ts'
import { openClusterKeys } from '../link/cluster-keys.ts'
import { openLink, type OpenLink } from '../link/open-link.ts'
import type { LiveDeps } from '../live/deps.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { Engine } from '../reconcile/engine.ts'
import { ensureOwnNamespace } from '../link/own-namespace.ts'
import { offersOf, profileOf } from '../link/profile.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { serviceOutputs } from '../services/outputs.ts'
import { createEngine } from './engine.ts'
import { linkHandlers } from './handlers.ts'
import { openKubernetes } from './kubernetes.ts'
import { openDocuments, type Wiring } from './memory.ts'
import { checkServiceSettings } from '../services/settings.ts'
import { units } from '../services/units.ts'
import { openServices } from './services.ts'

/** Starts a cluster backend; everything that it opens is stopped by the lifecycle, in the opposite order. */
export async function startBackend(wiring: Wiring): Promise<{ readonly url: string }> {
  const { config, log, lifecycle } = wiring
  checkServiceSettings(config, units)
  const documents = await openDocuments(wiring)
  const { kubernetes, prober, imageNotice } = await openKubernetes(wiring, documents)
  await ensureOwnNamespace(kubernetes, config.namespace)
  await actAlone(wiring, kubernetes)
  const offers = offersOf(config, catalogue, units)
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
  // Stopped after the engine, which reports until it stops.
  lifecycle.onStop('link', () => link.stop())
  const services = await openServices({ ...wiring, kubernetes, documents }, units)

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
  const { engine, actOnOrphan } = createEngine({ ...wiring, kinds, services, link })
  lifecycle.onStop('engine', () => engine.stop())

  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const live = liveOf(wiring, kinds, link, profile)
  const executor = createExecutor({
    ...live,
    onRequest: requestMetrics(metrics),
    verify: await createRequestVerifier({
      publicJwk: config.server.callerPublicKey,
      audience: config.cluster,
      requestKey: () => link.requestKey(),
    }),
    log,
  })
  const url = await listen(wiring, executor, metrics)

  const { resetSignIn } = services
  link.start(linkHandlers({ executor, live, ageIdentity: keys.ageIdentity, actOnOrphan, resetSignIn }))
  engine.start()
  watch(wiring, kubernetes, engine)
  lifecycle.started()
  return { url }
}

/** Waits for the lease of this cluster, and ends the program when it is lost. In memory nobody else can be there. */
async function actAlone({ config, log, lifecycle }: Wiring, kubernetes: KubernetesPort): Promise<void> {
  if (config.kubernetes.type === 'memory') return
  const identity = `${hostname()} ${randomUUID()}`
  const starting = new AbortController()
  lifecycle.onStop('wait for the lease', () => starting.abort())
  const lease = await holdLease({ kubernetes, namespace: config.namespace, identity, log }, starting.signal)
  lifecycle.onStop('lease', () => lease.release())
  lease.lost.addEventListener('abort', () => {
    log.error({ err: lease.lost.reason as unknown }, 'this instance may not act any longer; ending')
    void lifecycle.stop().then(() => process.exit(1))
  })
}

function liveOf({ config, clock }: Wiring, kinds: KindDeps, link: OpenLink, profile: ClusterProfile): LiveDeps {
  return {
    ...kinds,
    cluster: config.cluster,
    installation: config.installation,
    wishes: link.wishes,
    sizeOf: () => Promise.resolve(null),
    simulated: profile.sandbox,
    now: () => clock.now(),
  }
}

/** GraphQL, health, readiness and metrics over HTTP. */
async function listen({ config, lifecycle }: Wiring, executor: Executor, metrics: Registry): Promise<string> {
  const server = createServer({
    executor,
    metrics,
    phase: () => lifecycle.phase,
    internalSecret: config.server.internalSecret,
  })
  const url = await server.listen({ port: config.server.port, host: config.server.host })
  lifecycle.onStop('server', () => server.close())
  return url
}

/** Drift and the progress of rollouts are seen at once, and not only when everything is looked at again. */
function watch({ config, log, lifecycle }: Wiring, kubernetes: KubernetesPort, engine: Engine): void {
  const { cluster, installation } = config
  const watching = new AbortController()
  const onChange = (deployment: string): void => engine.poke(deployment, ['kubernetes', 'address'])
  const watched = watchDeployments({ kubernetes, cluster, installation, onChange, signal: watching.signal }).catch(
    (error: unknown) => log.error({ err: error }, 'cannot watch the cluster; it is looked at from time to time only'),
  )
  lifecycle.onStop('watches', async () => {
    watching.abort()
    await watched
  })
}
