import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { reservedSandboxPorts } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { Timetable } from '@operations-manager/testbed/in-cluster/timetable.ts'
import { walk } from '@operations-manager/testbed/in-cluster/walk.ts'
import type { Bench, Check } from '../bench.ts'
import { overTestbed, type BenchTestbed } from '../parts/testbed.ts'

const limitSeconds = 60

/** What `npm run in-cluster` does, on a testbed that runs already: the whole span, once. */
export const helmInstall: Bench = {
  name: 'helm-install',
  about: 'from helm install in an empty cluster to a sample with a private image that its own pods proved',
  run: () => overTestbed('node', measure),
}

async function measure(testbed: BenchTestbed): Promise<Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-in-cluster-'))
  await chmod(folder, 0o755) // as root PostgreSQL runs as another account
  try {
    return await measureIn(folder, testbed)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureIn(folder: string, { cluster, services, imageRegistry }: BenchTestbed): Promise<Check[]> {
  if (imageRegistry === null) throw new Error('the testbed has no registry of images')
  const timetable = new Timetable()
  const [load = 0] = loadavg()
  const walked = await walk({
    services,
    cluster,
    imageRegistry,
    folder,
    cacheFolder: readTestbedConfig().cacheFolder,
    namespace: 'in-cluster',
    ports: await reservedSandboxPorts(),
    web: false,
    timetable,
    say: (line) => console.error(`  ${line}`),
    signal: new AbortController().signal,
  })
  await walked.stop()
  const { fromWorkload, faults } = walked.verdict
  console.log(`  load before ${load.toFixed(1)}; ${fromWorkload} proofs from the workloads`)
  for (const line of timetable.lines) console.log(`  ${line}`)
  for (const fault of faults) console.log(`  ${fault}`)
  return [
    { what: 'to the first proven deployment', value: walked.installToProofMs / 1_000, unit: 's', limit: limitSeconds },
    { what: 'not proved from where it stands', value: faults.length, unit: 'things', limit: 0 },
  ].map((check) => ({ ...check, isGood: 'at most' }))
}
