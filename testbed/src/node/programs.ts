import type { Cache } from '../build/cache.ts'
import { buildGoModule } from '../build/go-module.ts'

/** Paths of the programs that a node is made of, besides those of the system and of Kubernetes. */
export type NodePrograms = {
  readonly nodeInit: string
  readonly kubeRouter: string
  readonly nameServer: string
  readonly pause: string
  readonly testApplication: string
}

const own = { version: '1', firstTime: 'some seconds' }

/** The first process of a node. */
export function buildNodeInit(cache: Cache): Promise<string> {
  return buildGoModule(cache, { ...own, part: 'node-init' })
}

/** Builds what a node needs. One after the other: each build uses all cores. */
export async function buildNodePrograms(cache: Cache): Promise<NodePrograms> {
  return {
    nodeInit: await buildNodeInit(cache),
    pause: await buildGoModule(cache, { ...own, part: 'pause' }),
    testApplication: await buildGoModule(cache, { ...own, part: 'test-application', firstTime: 'half a minute' }),
    kubeRouter: await buildGoModule(cache, {
      part: 'kube-router',
      version: '2.1.0',
      // Not in the checksum database; its sum is pinned in the module's own `go.sum`.
      env: { GONOSUMDB: 'github.com/cloudnativelabs/kube-router/v2' },
      firstTime: '1 to 2 minutes',
    }),
    nameServer: await buildGoModule(cache, { part: 'coredns', version: '1.15.0', firstTime: '2 minutes' }),
  }
}
