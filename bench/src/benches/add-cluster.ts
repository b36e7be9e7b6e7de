import type { Bench } from '../bench.ts'
import { load } from '../parts/load.ts'
import { startOurs, startSubgraphs, stop } from '../parts/programs.ts'

/** A cluster joins while requests run. */
export const addCluster: Bench = {
  name: 'add-cluster',
  about: 'a fifth cluster joins under load',
  async run() {
    const subgraphs = await startSubgraphs(4)
    const ours = await startOurs(subgraphs)
    const running = load(ours, subgraphs.token, 6)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    subgraphs.child.send({ type: 'add cluster' })
    const { requests, failed, p99 } = await running
    const ready = (await (await fetch(ours.url.replace('/graphql', '/health/ready'))).json()) as { supergraph: string }
    console.log(`  ${requests} requests, p99 ${p99.toFixed(1)} ms, now on supergraph ${ready.supergraph}`)
    await stop(ours.child, subgraphs.child)
    return [
      { what: 'failed requests while a cluster joins', value: failed, unit: '', limit: 0, isGood: 'at most' },
      { what: 'supergraphs in use after it', value: Number(ready.supergraph), unit: '', limit: 2, isGood: 'at least' },
    ]
  },
}
