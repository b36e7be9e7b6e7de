import { loadavg } from 'node:os'
import type { Bench, Check } from '../bench.ts'
import { converge } from '../parts/engine-over.ts'
import { unpublishedFile } from '../parts/environment-file.ts'
import { pretendPods } from '../parts/pretended-pods.ts'
import { openRealCluster } from '../parts/real-cluster.ts'
import { overTestbed } from '../parts/testbed.ts'
import { wishesOf } from '../parts/wishes-of.ts'

const installation = 'bench'
const projects = 50
const deployments = ['production', 'staging']
const rounds = 3
/** Looks at the platform's own closed database and bucket, and writes only where they are open. */
const checks = new Set(['ensureClosed'])

/** Deployments of real backends that are as wished are all looked at and proved again, and nothing is written. */
export const unchanged100: Bench = {
  name: 'unchanged-100',
  about: `${projects * deployments.length} deployments on real backends that are as wished are looked at and proved again`,
  run: () =>
    overTestbed('cluster', async (testbed) => {
      const stopPods = await pretendPods(testbed)
      const cluster = await openRealCluster(testbed, installation)
      try {
        return await lookAgain(cluster)
      } finally {
        await cluster.stop()
        await stopPods()
      }
    }),
}

async function lookAgain(cluster: Awaited<ReturnType<typeof openRealCluster>>): Promise<Check[]> {
  const { engine, reporter } = cluster
  const wished = Array.from({ length: projects }, (_, index) => unpublishedFile(`bench-${index}`, deployments)).flatMap(
    (file) => wishesOf(file, installation),
  )
  const startedAt = performance.now()
  await converge(cluster, wished)
  console.log(`  making them all: ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`)
  const first = cluster.asked()
  const [before, reports] = [await cluster.objects(), reporter.reports.length]
  const seconds: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const roundAt = performance.now()
    for (const { id } of wished) engine.poke(id)
    await engine.idle()
    seconds.push((performance.now() - roundAt) / 1_000)
  }
  const load = loadavg()[0]?.toFixed(1)
  console.log(`  looking at all again: ${seconds.map((one) => one.toFixed(2)).join(', ')} s (load ${load})`)
  let writes = 0
  for (const [index, { backend, reads, writes: names }] of cluster.asked().entries()) {
    const asked = first[index]
    const changing = names.slice(asked?.writes.length).filter((name) => !checks.has(name))
    writes += changing.length
    console.log(
      `  ${backend}: ${((reads - (asked?.reads ?? 0)) / rounds / wished.length).toFixed(1)} calls a deployment that look or try, ${changing.length} that change something ${[...new Set(changing)].join(', ')}`,
    )
  }
  const after = await cluster.objects()
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (uid) => before.get(uid)?.wish !== after.get(uid)?.wish,
  )
  const told = [...after].filter(([uid, { version }]) => before.get(uid)?.version !== version && !changed.includes(uid))
  const names = told.map(([, { name }]) => name)
  console.log(`  objects of which controllers wrote the status: ${names.length} ${names.join(', ')}`)
  return [
    {
      what: 'looking at all again',
      value: seconds.toSorted((a, b) => a - b)[1] ?? 0,
      unit: 's',
      limit: 5,
      isGood: 'at most',
    },
    { what: 'calls that change something', value: writes, unit: '', limit: 0, isGood: 'at most' },
    {
      what: 'objects in Kubernetes that changed but for their status',
      value: changed.length,
      unit: '',
      limit: 0,
      isGood: 'at most',
    },
    { what: 'reports about it', value: reporter.reports.length - reports, unit: '', limit: 0, isGood: 'at most' },
  ]
}
