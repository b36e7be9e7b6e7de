import type { Bench } from '../bench.ts'
import { percentile } from '../parts/load.ts'
import { cpuMs, message, startOurs, startSubgraphs, startSubscribers, stop } from '../parts/programs.ts'
import { subscription } from '../parts/world.ts'

const subscribers = 200
const perSecond = 200
const seconds = 10

/** Waits until the subscribers share one stream towards the registry. */
async function joined(url: string): Promise<void> {
  const end = Date.now() + 20_000
  for (;;) {
    const answer = await fetch(url.replace('/graphql', '/metrics'), { headers: { authorization: 'Bearer bench' } })
    const figures = await answer.text()
    const isShared = figures.includes('gateway_upstream_streams 1\n')
    if (isShared && figures.includes(`gateway_subscribers{transport="sse"} ${subscribers}\n`)) return
    if (Date.now() > end) throw new Error('the subscribers do not come to share one stream')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** From the registry's event to the last of 200 subscribers. */
export const events: Bench = {
  name: 'events',
  about: `${perSecond} events a second to ${subscribers} subscribers over SSE`,
  async run() {
    const subgraphs = await startSubgraphs(4)
    const ours = await startOurs(subgraphs)
    const readers = startSubscribers(ours.url, subgraphs.token, JSON.stringify({ query: subscription }), subscribers)
    await message(readers, 'open')
    await joined(ours.url)
    const before = cpuMs(ours.child)
    subgraphs.child.send({ type: 'emit', perSecond, seconds })
    const { count } = await message<{ count: number }>(subgraphs.child, 'emitted')
    await new Promise((resolve) => setTimeout(resolve, 1_000)) // until the last event has arrived
    const cpu = (cpuMs(ours.child) - before) / 1_000 / seconds
    readers.send({ type: 'report' })
    const report = await message<{ events: { readers: number; lateMs: number }[] }>(readers, 'report')
    await stop(readers, ours.child, subgraphs.child)
    const late = report.events.map(({ lateMs }) => lateMs).sort((a, b) => a - b)
    const whole = report.events.filter((event) => event.readers === subscribers).length
    console.log(
      `  ${whole} of ${count} events reached all ${subscribers} · p50 ${percentile(late, 0.5).toFixed(1)} ms · ` +
        `p99 ${percentile(late, 0.99).toFixed(1)} ms · CPU ${cpu.toFixed(2)} s a second`,
    )
    return [
      { what: 'events that somebody missed', value: count - whole, unit: '', limit: 0, isGood: 'at most' },
      { what: 'p99 to the last subscriber', value: percentile(late, 0.99), unit: 'ms', limit: 100, isGood: 'at most' },
    ]
  },
}
