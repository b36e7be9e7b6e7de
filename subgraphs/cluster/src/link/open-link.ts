import type { ClientOptions } from 'ws'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import { Keeper } from '../wishes/keeper.ts'
import { kubernetesWishStore } from '../wishes/kubernetes-wish-store.ts'
import { WishBook, type Wishes } from '../wishes/wishes.ts'
import type { LinkHandlers } from './answers.ts'
import type { BackOff } from '@operations-manager/runtime/timing/back-off.ts'
import { startLink, type Link, type LinkState, type Reporter } from './client.ts'
import { openKeyring } from './keyring.ts'
import { Outbox } from './outbox.ts'
import { ensureOwnNamespace } from './own-namespace.ts'

export type OpenLinkOptions = {
  readonly kubernetes: KubernetesPort
  /** The backend's own namespace, where its key, the wishes and the undelivered events are kept. */
  readonly namespace: string
  readonly cluster: string
  /** `wss://…/link` of the registry. */
  readonly url: string
  readonly joinToken: Secret | null
  readonly profile: ClusterProfile
  readonly log: Log
  /** The cluster's key is replaced when it is older. */
  readonly keyMaxAgeMs: number
  readonly pingMs?: number
  /** How long opening a connection may take. */
  readonly connectMs?: number
  readonly backOff?: BackOff
  readonly socketOptions?: ClientOptions
}

export type OpenLink = {
  readonly wishes: Wishes
  readonly reporter: Reporter
  state(): LinkState
  /** The key of the gateway's requests; null until the registry told it. */
  requestKey(): Secret | null
  /** Dials out and stays connected; call it when the engine listens. */
  start(handlers: LinkHandlers): void
  /** Hangs up, and keeps what is still to be kept. */
  stop(): Promise<void>
}

const graceMs = 5_000

/**
 * Reads what this cluster was told and did not deliver before its last stop, so work can go on at once, whether the
 * registry can be reached or not. Throws where the cluster's own store cannot be read: that is not an empty store.
 */
export async function openLink(options: OpenLinkOptions): Promise<OpenLink> {
  const { kubernetes, namespace, cluster, log } = options
  await ensureOwnNamespace(kubernetes, namespace)
  const store = kubernetesWishStore({ kubernetes, namespace, log })
  const keyring = await openKeyring({ kubernetes, namespace }, { maxAgeMs: options.keyMaxAgeMs })
  const stored = await store.load()
  const keeper = new Keeper(log)
  const wishes = new WishBook({ cluster, store, stored, keeper, log })
  const outbox = new Outbox({
    boxes: stored.boxes,
    onBox: (box) => void keeper.put(`events ${box.deployment}`, () => store.saveBox(box)),
  })
  let link: Link | null = null
  return {
    wishes,
    reporter: { report: (report) => outbox.add(report) },
    state: () => link?.state() ?? { type: 'stopped' },
    requestKey: () => link?.requestKey() ?? null,
    start: (handlers) => {
      link ??= startLink({ ...options, keyring, wishes, outbox, handlers })
    },
    stop: async () => {
      await link?.stop()
      await keeper.stop(graceMs)
    },
  }
}
