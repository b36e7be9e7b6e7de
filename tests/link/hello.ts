import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import type { LinkHello } from '@operations-manager/schema/link/handshake.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { openKeyring, type Keyring } from '../../subgraphs/cluster/src/link/keyring.ts'
import { createMemoryKubernetes } from '../../subgraphs/cluster/src/memory/kubernetes/memory-kubernetes.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'

/** The keys of a backend that never joined. */
export async function aKeyring(): Promise<Keyring> {
  const kubernetes = createMemoryKubernetes({ clock: systemClock })
  await kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } })
  const keyring = await openKeyring({ kubernetes, namespace: 'own' }, { maxAgeMs: Infinity })
  kubernetes.stop()
  return keyring
}

/** Says hello as a backend would, with some of it changed, and answers how the line was closed: 1000 if it was let in. */
export async function rawHello(
  { port }: { readonly port: number },
  joinToken: Secret | null,
  over: Partial<LinkHello>,
): Promise<{ code: number }> {
  return sayHello(port, { ...(await (await aKeyring()).hello('cluster-a', 1, joinToken)), ...over })
}

/** The same, of a backend whose keys are kept. */
export async function helloOf(keyring: Keyring, port: number, joinToken: Secret | null): Promise<number> {
  return (await sayHello(port, await keyring.hello('cluster-a', 1, joinToken))).code
}

function sayHello(port: number, hello: LinkHello): Promise<{ code: number }> {
  return new Promise((resolve) => {
    const client = createClient({
      url: `ws://127.0.0.1:${port}/link`,
      webSocketImpl: WebSocket,
      connectionParams: hello,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => undefined,
      on: { closed: (event) => resolve(event as { code: number }), connected: () => void client.dispose() },
    })
  })
}
