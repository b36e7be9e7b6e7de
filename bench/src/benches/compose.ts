import { clusterSdl, knownContractVersions } from '@operations-manager/schema/cluster/sdl.ts'
import { typeNameOf } from '@operations-manager/schema/cluster/type-name.ts'
import { composeSupergraph } from '@operations-manager/schema/compose/compose.ts'
import { registrySdl } from '@operations-manager/schema/registry/sdl.ts'
import type { Bench } from '../bench.ts'
import { median } from '../parts/load.ts'

const rounds = 5

/** Composing the real subgraphs of 50 clusters. */
export const compose: Bench = {
  name: 'compose',
  about: 'composing the registry and 50 clusters',
  run() {
    const version = Math.max(...knownContractVersions)
    const clusters = Array.from({ length: 50 }, (_, index) => {
      const name = `cluster-${index}`
      const typeName = typeNameOf(name)
      const sdl = clusterSdl({ name, typeName }, version)
      return { name, typeName, contractVersion: version, url: `link:${name}`, sdl }
    })
    const registry = { sdl: registrySdl(clusters, version), url: 'http://127.0.0.1:4001/graphql' }
    const times = Array.from({ length: rounds }, () => {
      const startedAt = performance.now()
      const composition = composeSupergraph({ registry, clusters })
      if (!composition.ok) throw new Error(JSON.stringify(composition.errors))
      return performance.now() - startedAt
    })
    const value = median(times) / 1_000
    return Promise.resolve([{ what: 'composing 50 clusters', value, unit: 's', limit: 1, isGood: 'at most' } as const])
  },
}
