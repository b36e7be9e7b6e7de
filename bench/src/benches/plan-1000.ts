import type { Wish } from '@operations-manager/schema/link/messages.ts'
import type { Bench, Check } from '../bench.ts'
import { openCluster } from '../parts/cluster.ts'
import { converge } from '../parts/engine-over.ts'
import { projectFileOf } from '../parts/project-file.ts'
import { wishesOf } from '../parts/wishes-of.ts'

const count = 1_000
const deployments = ['production', 'staging']
const cluster = 'cluster-a'
const installation = 'bench'
const rounds = 2
/** As many as the engine works on at a time. */
const atOnce = 32

type Cost = { readonly cpuMs: number; readonly wallMs: number }

async function costOf(work: () => unknown): Promise<Cost> {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await work()
  const wallMs = performance.now() - startedAt
  const { user, system } = process.cpuUsage(before)
  return { cpuMs: (user + system) / 1_000, wallMs }
}

const shown = ({ cpuMs, wallMs }: Cost): string => `${cpuMs.toFixed(0)} ms CPU in ${wallMs.toFixed(0)} ms`

/** Nothing of the world changed, so all of it is looked at, and nothing is to be done. */
export const plan1000: Bench = {
  name: 'plan-1000',
  about: `${count} deployments that are as wished are all looked at and planned again`,
  async run() {
    const names = Array.from({ length: count / deployments.length }, (_, index) => `project-${index}`)
    const texts = names.map((name) => projectFileOf(name, cluster, deployments))
    const wished = texts.flatMap((text) => wishesOf(text, installation))
    const resolving = await costOf(() => texts.flatMap((text) => wishesOf(text, installation)))
    console.log(`  resolving ${count} deployments of ${names.length} files: ${shown(resolving)}`)
    const opened = openCluster(cluster, installation)
    try {
      console.log(`  making them all: ${shown(await costOf(() => converge(opened, wished)))}`)
      return await again(opened, wished)
    } finally {
      await opened.stop()
    }
  },
}

/** A check of the store's closed bucket, which is made or closed only where it is not so. */
const checks = new Set(['ensureClosed'])

async function again(
  { engine, asked, reporter }: ReturnType<typeof openCluster>,
  wished: readonly Wish[],
): Promise<Check[]> {
  const first = asked()
  const reports = reporter.reports.length
  const ownMs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = asked()
    const cost = await costOf(async () => {
      for (const { id } of wished) engine.poke(id)
      await engine.idle()
    })
    const backends = asked().cpuMs - before.cpuMs
    ownMs.push(cost.cpuMs - backends)
    console.log(
      `  looking at and proving all again: ${shown(cost)}, of which ${backends.toFixed(0)} ms CPU in the backends`,
    )
  }
  const last = asked()
  const writes = last.writes
    .flatMap((names, port) => names.slice(first.writes[port]?.length))
    .filter((name) => !checks.has(name))
  if (writes.length > 0) console.log(`  changing calls: ${[...new Set(writes)].join(', ')}`)
  console.log(`  ${(last.reads - first.reads) / rounds / count} calls a deployment that look or try`)
  let actions = 0
  const before = asked()
  const planning = await costOf(async () => {
    for (let at = 0; at < count; at += atOnce) {
      const plans = await Promise.all(wished.slice(at, at + atOnce).map(({ id }) => engine.planOnly(id)))
      actions += plans.flat().flatMap((plan) => plan.actions).length
    }
  })
  const backends = asked().cpuMs - before.cpuMs
  console.log(`  planning alone: ${shown(planning)}, of which ${backends.toFixed(0)} ms CPU in the backends`)
  const seconds = (ms: number): number => ms / 1_000
  return [
    {
      what: 'looking at all again, own CPU',
      value: seconds(Math.min(...ownMs)),
      unit: 's',
      limit: 2,
      isGood: 'at most',
    },
    {
      what: 'planning all, own CPU',
      value: seconds(planning.cpuMs - backends),
      unit: 's',
      limit: 2,
      isGood: 'at most',
    },
    { what: 'calls that change something', value: writes.length, unit: '', limit: 0, isGood: 'at most' },
    { what: 'objects that changed', value: last.stored - first.stored, unit: '', limit: 0, isGood: 'at most' },
    { what: 'reports about it', value: reporter.reports.length - reports, unit: '', limit: 0, isGood: 'at most' },
    { what: 'planned actions', value: actions, unit: '', limit: 0, isGood: 'at most' },
  ]
}
