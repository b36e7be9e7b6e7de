import { deepStrictEqual } from 'node:assert'
import type { Bench, Check } from '../bench.ts'
import { startHiveRouter } from '../parts/hive-router.ts'
import { answerOf, load, median, type Figures } from '../parts/load.ts'
import {
  startApolloGateway,
  startBareScript,
  startOurs,
  startSubgraphs,
  stop,
  type Program,
} from '../parts/programs.ts'

const rounds = 3
const secondsPerRound = 4

/** Our gateway against `@apollo/gateway` and a bare script on the same subgraphs, every request another one. */
function gatewayBench(clusters: number, limits: { times: number; cpuMs: number; timesBare: number }): Bench {
  return {
    name: `gateway-${clusters}`,
    about: `20 projects with live data over ${clusters} clusters, through the gateway`,
    async run() {
      const subgraphs = await startSubgraphs(clusters)
      const programs = [
        await startOurs(subgraphs),
        await startApolloGateway(subgraphs),
        await startBareScript(subgraphs),
      ]
      const rust = await startHiveRouter(subgraphs)
      if (rust === null) console.log('  the Rust router is not installed, so it is not shown (see bench/README.md)')
      else programs.push(rust)
      await compareAnswers(programs, subgraphs.token)
      for (const program of programs) await load(program, subgraphs.token, 3)
      const figures = new Map<string, Figures[]>()
      for (let round = 0; round < rounds; round += 1) {
        for (const program of programs) {
          const measured = await load(program, subgraphs.token, secondsPerRound)
          figures.set(program.name, [...(figures.get(program.name) ?? []), measured])
        }
      }
      await stop(...programs.map(({ child }) => child), subgraphs.child)
      return report(clusters, figures, limits)
    },
  }
}

async function compareAnswers(programs: readonly Program[], token: string): Promise<void> {
  const [first, ...others] = await Promise.all(programs.map((program) => answerOf(program, token, 40)))
  for (const other of others) deepStrictEqual(other, first)
}

function report(
  clusters: number,
  figures: ReadonlyMap<string, readonly Figures[]>,
  limits: { times: number; cpuMs: number; timesBare: number },
): Check[] {
  const of = (name: string, key: keyof Figures): number => median((figures.get(name) ?? []).map((round) => round[key]))
  for (const name of figures.keys()) {
    const [rps, p50, p99, cpu, memory] = (['perSecond', 'p50', 'p99', 'cpu', 'memory'] as const).map((key) =>
      of(name, key),
    )
    console.log(
      `  ${name.padEnd(16)} ${rps?.toFixed(0)} requests/s · p50 ${p50?.toFixed(1)} ms · p99 ${p99?.toFixed(1)} ms · ` +
        `CPU ${cpu?.toFixed(2)} ms a request · ${memory} MB`,
    )
  }
  const failed = [...figures.values()].flat().reduce((sum, round) => sum + round.failed, 0)
  const times = of('ours', 'perSecond') / of('@apollo/gateway', 'perSecond')
  const timesBare = of('ours', 'p50') / of('bare script', 'p50')
  const cpuTimes = of('ours', 'cpu') / of('bare script', 'cpu')
  console.log(`  CPU a request: ${cpuTimes.toFixed(2)} times the bare script's`)
  const title = `${clusters} clusters:`
  return [
    { what: `${title} failed requests`, value: failed, unit: '', limit: 0, isGood: 'at most' },
    {
      what: `${title} requests/s against @apollo/gateway`,
      value: times,
      unit: 'times',
      limit: limits.times,
      isGood: 'at least',
    },
    { what: `${title} CPU a request`, value: of('ours', 'cpu'), unit: 'ms', limit: limits.cpuMs, isGood: 'at most' },
    {
      what: `${title} p50 against a bare script`,
      value: timesBare,
      unit: 'times',
      limit: limits.timesBare,
      isGood: 'at most',
    },
  ]
}

export const gateway4 = gatewayBench(4, { times: 2.5, cpuMs: 1.2, timesBare: 1.8 })
export const gateway50 = gatewayBench(50, { times: 1.7, cpuMs: 7, timesBare: 1.8 })
