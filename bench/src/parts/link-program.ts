import { createServer } from 'node:http'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { CannotAnswer, type LinkHandlers } from '../../../subgraphs/cluster/src/link/answers.ts'
import { openLink, type OpenLink } from '../../../subgraphs/cluster/src/link/open-link.ts'
import { createMemoryKubernetes } from '../../../subgraphs/cluster/src/memory/kubernetes/memory-kubernetes.ts'
import { systemClock } from '../../../subgraphs/cluster/src/reconcile/clock.ts'

/**
 * A cluster backend without an engine: the real link, which says what the bench wants to have said. It counts what is
 * asked of it as a subgraph, over HTTP and over the link.
 */
type Start = {
  readonly type: 'start'
  readonly url: string
  readonly cluster: string
  readonly joinToken?: string
  readonly port: number
}
type Health = 'READY' | 'FAILED'
type Order =
  | Start
  | { readonly type: 'emit'; readonly perSecond: number; readonly seconds: number }
  | { readonly type: 'settle'; readonly count: number }
  | { readonly type: 'status'; readonly deployment: string; readonly health: Health }
  | { readonly type: 'asked' }

const log = createLog('bench cluster', 'warn')
const limitMs = 120_000
const stepsPerOperation = 20
let asked = 0
/** Reports so far: each step has a further attempt in each, so none of them is taken for another one's repetition. */
let told = 0
let link: OpenLink | null = null

const http = createServer((_, response) => {
  asked += 1
  response.writeHead(503).end()
})

async function* refuse(): AsyncGenerator<never> {
  asked += 1
  yield* []
  await Promise.reject(new CannotAnswer('NOT_FOUND', 'The bench has nothing to show.'))
}
// The registry of the bench asks for nothing; whatever it asked is counted and refused.
const handlers = { graphql: refuse, logs: refuse, reseal: refuse, 'reset-sign-in': refuse } as unknown as LinkHandlers

async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = Date.now() + limitMs
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`${what} did not happen within ${limitMs / 1_000} s`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function open({ url, cluster, joinToken, port }: Start): Promise<void> {
  http.listen(port, '127.0.0.1')
  const offer = { limits: {}, choices: {} }
  link = await openLink({
    kubernetes: createMemoryKubernetes({ clock: systemClock }),
    namespace: 'operations-manager',
    cluster,
    url,
    joinToken: joinToken === undefined ? null : new Secret(joinToken),
    keyMaxAgeMs: Infinity,
    log,
    profile: {
      contractVersion: 1,
      backendVersion: '0.1.0',
      sandbox: true,
      domain: 'bench.localhost',
      scheme: 'http',
      services: { 'object-storage': offer, 'single-sign-on': offer, volume: offer, scratch: offer },
      limits: { replicas: 10, cpu: '4', memory: '8Gi', volume: '100Gi' },
      forbiddenRanges: [],
      egress: 'ports',
      retentionDays: 30,
      agePublicKey: 'age1bench',
      mail: false,
      organisationProvider: false,
    },
  })
  const opened = link
  opened.start(handlers)
  await until(() => opened.state().type === 'connected', 'the link')
  process.send?.({ type: 'ready' })
}

const at = (): string => new Date().toISOString()
const wishesOf = (): readonly Wish[] => (link?.wishes.all() ?? []).flatMap(({ wish }) => wish ?? [])

/** The parts that every report about a target has; `null` where nobody asked for it. */
function targetOf({ id, operation, generation }: Wish) {
  return operation === null ? null : { operation, deployment: id, generation }
}

/** Steps of all operations in turn, each report with the moment at which it was made. */
async function emit(perSecond: number, seconds: number): Promise<void> {
  const targets = wishesOf().flatMap((wish) => targetOf(wish) ?? [])
  const total = perSecond * seconds
  const startedAt = performance.now()
  let sent = 0
  const first = told
  const sendDue = (): void => {
    const due = Math.min(((performance.now() - startedAt) / 1_000) * perSecond, total)
    while (sent < due) {
      const target = targets[told % targets.length]
      const turn = Math.floor(told / targets.length)
      sent += 1
      told += 1
      if (target === undefined) continue
      link?.reporter.report({
        type: 'step',
        ...target,
        step: `bench/step-${turn % stepsPerOperation}`,
        title: `Step number ${turn % stepsPerOperation} of the operation`,
        needs: [],
        weight: 1,
        attempt: 1 + Math.floor(turn / stepsPerOperation),
        state: 'RUNNING',
        at: at(),
        message: `sent ${told} ${performance.timeOrigin + performance.now()}`,
        problem: null,
        proofs: [],
      })
    }
  }
  const timer = setInterval(sendDue, 2)
  await until(() => sent >= total, 'sending')
  clearInterval(timer)
  process.send?.({ type: 'emitted', first, count: sent })
}

function reportStatus({ id: deployment, generation, spec }: Wish, health: Health): void {
  const components = Object.entries(spec.components).map(([name, { image }]) => {
    return [name, { desired: 1, ready: health === 'READY' ? 1 : 0, image, digest: null }] as const
  })
  link?.reporter.report({
    type: 'status',
    deployment,
    generation,
    health,
    headline: health === 'READY' ? 'Everything works.' : 'Nothing works.',
    since: at(),
    observedAt: at(),
    addresses: [],
    components: Object.fromEntries(components),
    orphaned: [],
    notices: [],
  })
}

/** Reports another status of one deployment, and says when it did. */
function change(deployment: string, health: Health): void {
  const wish = wishesOf().find(({ id }) => id === deployment)
  if (wish === undefined) throw new Error(`nobody wishes ${deployment}`)
  const sentAt = Date.now()
  reportStatus(wish, health)
  process.send?.({ type: 'told', sentAt })
}

/** Says of every wished deployment that it is done and works, once as many are wished. */
async function settle(count: number): Promise<void> {
  await until(() => wishesOf().length >= count, `${count} wishes`)
  for (const wish of wishesOf()) {
    reportStatus(wish, 'READY')
    const target = targetOf(wish)
    if (target === null) continue
    link?.reporter.report({ type: 'target', ...target, state: 'SUCCEEDED', at: at(), problems: [], waitingFor: null })
  }
  process.send?.({ type: 'settled' })
}

function failed(error: unknown): void {
  log.error({ err: error }, 'the cluster of the bench failed')
  process.exit(1)
}

process.on('message', (order: Order) => {
  switch (order.type) {
    case 'start':
      open(order).catch(failed)
      return
    case 'emit':
      emit(order.perSecond, order.seconds).catch(failed)
      return
    case 'settle':
      settle(order.count).catch(failed)
      return
    case 'status':
      change(order.deployment, order.health)
      return
    case 'asked':
      process.send?.({ type: 'asked', count: asked })
      return
    default:
      order satisfies never
  }
})
process.on('disconnect', () => process.exit(0))
