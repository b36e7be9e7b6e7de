import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { createRequestVerifier } from '@operations-manager/runtime/caller/verify-request.ts'
import { openSecret } from '@operations-manager/schema/sealing/secret-envelope.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import { createExecutor } from '../graphql/executor.ts'
import { requestMetrics } from '../graphql/metrics.ts'
import type { KindDeps } from '../kinds/deps.ts'
import { watchDeployments } from '../kinds/watch.ts'
import { holdLease } from '../lease/lease.ts'
import { openClusterKeys } from '../link/cluster-keys.ts'
import { openLink, type OpenLink } from '../link/open-link.ts'
import { publishOwnAddress } from '../link/own-address.ts'
import type { LiveDeps } from '../live/deps.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { Engine } from '../reconcile/engine.ts'
import { ensureOwnNamespace } from '../link/own-namespace.ts'
import { offersOf, profileOf } from '../link/profile.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { serviceSteps } from '../services/factory.ts'
import { serviceOutputs } from '../services/outputs.ts'
import { createEngine } from './engine.ts'
import { openFace, type Face } from './face.ts'
import { linkHandlers } from './handlers.ts'
import { openKubernetes } from './kubernetes.ts'
import { openDocuments, type Wiring } from './memory.ts'
import { checkServiceSettings } from '../services/settings.ts'
import { units } from '../services/units.ts'
import { openServices } from './services.ts'
import { workloadTrials } from './workload-trials.ts'

/** Starts a cluster backend; everything that it opens is stopped by the lifecycle, in the opposite order. */
export async function startBackend(wiring: Wiring): Promise<{ readonly url: string }> {
  const { config, log, lifecycle } = wiring
  checkServiceSettings(config, units)
  const documents = await openDocuments(wiring)
  const face = await openFace(wiring)
  const { kubernetes, prober, imageNotice } = await openKubernetes(wiring, documents)
  await ensureOwnNamespace(kubernetes, config.namespace)
  await actAlone(wiring, kubernetes, face)
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
  const { retentionDays } = config
  const ofServices = serviceSteps({ catalogue, offers, services: services.services, retentionDays })

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
    ...workloadTrials(catalogue, services.services, ofServices),
  }
  const { engine, actOnOrphan } = createEngine({ ...wiring, kinds, services, ofServices, link })
  lifecycle.onStop('engine', () => engine.stop())

  const live = liveOf(wiring, kinds, link, profile)
  const executor = createExecutor({
    ...live,
    onRequest: requestMetrics(face.metrics),
    verify: await createRequestVerifier({
      publicJwk: config.server.callerPublicKey,
      audience: config.cluster,
      requestKey: () => link.requestKey(),
    }),
    log,
  })
  face.answers(executor)
  await beAsked(wiring, kubernetes)
  // Nothing new is asked of a program that stops; what was asked is answered.
  lifecycle.onStop('answers', () => face.close())

  const { resetSignIn } = services
  link.start(linkHandlers({ executor, live, ageIdentity: keys.ageIdentity, actOnOrphan, resetSignIn }))
  engine.start()
  watch(wiring, kubernetes, engine)
  lifecycle.started()
  return { url: face.url }
}

/** Waits for the lease of this cluster, and ends the program when it is lost. In memory nobody else can be there. */
async function actAlone({ config, log, lifecycle }: Wiring, kubernetes: KubernetesPort, face: Face): Promise<void> {
  if (config.kubernetes.type === 'memory') return
  // A pod starts its program again only after it has ended, so the new one may go on with the lease of the one before.
  const identity = `${hostname()} ${config.podUid ?? randomUUID()}`
  const starting = new AbortController()
  lifecycle.onStop('wait for the lease', () => starting.abort())
  const terms = { kubernetes, namespace: config.namespace, identity, log, onWaiting: () => face.waits() }
  const lease = await holdLease(terms, starting.signal)
  lifecycle.onStop('lease', () => lease.release())
  lease.lost.addEventListener('abort', () => {
    log.error({ err: lease.lost.reason as unknown }, 'this instance may not act any longer; ending')
    const exit = (): never => process.exit(1)
    // What has not stopped when another one may begin is cut off, as by a crash; a fifth is left for ending.
    setTimeout(exit, lease.marginMs * 0.8)
    void lifecycle.stop().then(exit)
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

/** Lets the gateway find this instance, where it asks the cluster directly. */
async function beAsked({ config, log }: Wiring, kubernetes: KubernetesPort): Promise<void> {
  const { service, port } = config.server
  if (service === null) return
  const { name, address } = service
  await publishOwnAddress(kubernetes, { namespace: config.namespace, service: name, address, port })
  log.info({ service: name, address }, 'the Service leads to this instance')
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
