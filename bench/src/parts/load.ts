import { Pool } from 'undici'
import { cpuMs, memoryMb, type Program } from './programs.ts'
import { bodyOf, projectCount } from './world.ts'

export type Figures = {
  readonly requests: number
  readonly failed: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** CPU of the gateway alone, in milliseconds a request. */
  readonly cpu: number
  readonly memory: number
}

/** Asks as fast as eight connections can, each time for another page, for so long. */
export async function load(program: Program, token: string, seconds: number, connections = 8): Promise<Figures> {
  const { origin } = new URL(program.url)
  const pool = new Pool(origin, { connections })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const latencies: number[] = []
  let failed = 0
  let offset = 0
  const cpuBefore = cpuMs(program.child)
  const startedAt = performance.now()
  const end = startedAt + seconds * 1_000
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      offset = (offset + 20) % (projectCount - 20)
      const sentAt = performance.now()
      const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body: bodyOf(offset) })
      const text = await answer.body.text()
      latencies.push(performance.now() - sentAt)
      if (answer.statusCode !== 200 || text.includes('"errors"')) failed += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const elapsed = (performance.now() - startedAt) / 1_000
  const cpu = cpuMs(program.child) - cpuBefore
  await pool.close()
  latencies.sort((a, b) => a - b)
  return {
    requests: latencies.length,
    failed,
    perSecond: latencies.length / elapsed,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: cpu / latencies.length,
    memory: memoryMb(program.child),
  }
}

/** One answer, to compare before anything is measured. */
export async function answerOf(program: Program, token: string, offset: number): Promise<unknown> {
  const answer = await fetch(program.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: bodyOf(offset),
  })
  return ((await answer.json()) as { data: unknown }).data
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
}
