import { createLog } from '@operations-manager/runtime/log/log.ts'
import type { Tombstone, Wish } from '@operations-manager/schema/link/messages.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { StepDeclaration, StepSubject } from '@operations-manager/schema/steps/step.ts'
import type { PlannedAction } from '../kind.ts'
import { Engine, type EngineDeps } from '../engine.ts'
import type { Outcome } from '../outcome.ts'
import type { RemovalStep } from '../plan-tracks.ts'
import type { BoundStep, StepFactory, StepResult } from '../step.ts'
import { aComponent, aService, aSpec, FakeReporter, FakeWishes } from './builders.ts'
import { FakeClock } from './fake-clock.ts'

type World = {
  /** How the next runs of a step end, the last one again and again; absent: ready. */
  readonly outcomes: Map<string, (Outcome | Error)[]>
  readonly applied: Map<string, PlannedAction[]>
  readonly proofs: Map<string, StepResult['proofs']>
  readonly statuses: Map<string, StepResult['status']>
  readonly ran: string[]
  /** Steps of these names do not end before their promise does. */
  readonly held: Map<string, Promise<void>>
}

const engines: Engine[] = []

/** Ends every engine that tests of this file started. */
export async function stopEngines(): Promise<void> {
  for (const engine of engines.splice(0)) await engine.stop()
}

function declaration(key: string, needs: readonly string[], subject: StepSubject): StepDeclaration {
  return { key, needs, subject, title: `Make ${key}`, weight: 1, deadlineSeconds: 600 }
}

/** namespace → database of each service → workload of each component, and the realm where a service is called signin. */
function steps(spec: Wish['spec']): StepDeclaration[] {
  const services = Object.keys(spec.services)
  return [
    declaration('namespace', [], { type: 'deployment', step: 'namespace' }),
    ...(services.includes('signin') ? [declaration('realm', [], { type: 'realm', step: 'realm' })] : []),
    ...services.map((service) =>
      declaration(`${service}/set`, ['namespace', ...(service === 'signin' ? ['realm'] : [])], {
        type: 'service',
        service,
        step: 'set',
      }),
    ),
    ...Object.keys(spec.components).map((component) =>
      declaration(
        `${component}/workload`,
        services.map((one) => `${one}/set`),
        {
          type: 'component',
          component,
          step: 'workload',
        },
      ),
    ),
  ]
}

/** What goes, in the opposite order. */
function removed(tombstone: Tombstone, last: Wish['spec'] | null): RemovalStep[] {
  const spec = last ?? aSpec()
  const { service } = tombstone
  const going =
    service === null ? steps(spec) : [declaration(`${service}/set`, [], { type: 'service', service, step: 'set' })]
  return going.map((one) => {
    const needs = going.filter((other) => other.needs.includes(one.key)).map(({ key }) => key)
    return { declaration: { ...one, needs }, spec }
  })
}

async function runNamed(world: World, name: string): Promise<StepResult> {
  world.ran.push(name)
  await world.held.get(name)
  const queue = world.outcomes.get(name) ?? []
  const outcome = (queue.length > 1 ? queue.shift() : queue[0]) ?? { type: 'ready' as const }
  if (outcome instanceof Error) throw outcome
  const [applied, proofs] = [world.applied.get(name) ?? [], world.proofs.get(name) ?? []]
  return { outcome, applied, proofs, status: world.statuses.get(name) ?? {} }
}

function bound(world: World, name: string): BoundStep {
  return {
    backend: 'none',
    run: () => runNamed(world, name),
    plan: () => Promise.resolve([{ type: `do ${name}` }]),
  }
}

const factoryOf =
  (world: World): StepFactory =>
  (subject, target) => {
    const going = target.type === 'removal' ? '-' : ''
    if (subject.type === 'service') return bound(world, `${going}${subject.service}/${subject.step}`)
    if (subject.type === 'component') return bound(world, `${going}${subject.component}/${subject.step}`)
    return subject.type === 'deployment' ? bound(world, `${going}${subject.step}`) : null
  }

/** A step may be held by the test, so idle would not come: a few turns of the loop let everything else end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** An engine over steps that end as a test says, with time, wishes and reports of its own. */
export function aWorld(over: Partial<EngineDeps> = {}) {
  const world: World = {
    outcomes: new Map(),
    applied: new Map(),
    proofs: new Map(),
    statuses: new Map(),
    ran: [],
    held: new Map(),
  }
  const clock = new FakeClock()
  const wishes = new FakeWishes()
  const reporter = new FakeReporter()
  let ids = 0
  const engine = new Engine({
    cluster: 'cluster-a',
    wishes,
    reporter,
    graph: { wished: steps, removed },
    factories: [factoryOf(world)],
    shared: { bind: (project, users) => bound(world, `realm of ${project}${users.length === 0 ? ' goes' : ''}`) },
    inventories: [],
    gate: () => null,
    clock,
    log: createLog('test', 'silent'),
    newId: () => `event${(ids += 1)}`,
    ...over,
  })
  engines.push(engine)
  engine.start()
  return { world, clock, wishes, reporter, engine, settle, pass: (ms: number) => clock.advance(ms, settle) }
}

export const withParts = (services: readonly string[], components: readonly string[] = []) =>
  aSpec({
    services: Object.fromEntries(services.map((name) => [name, aService('postgresql')])),
    components: Object.fromEntries(components.map((name) => [name, aComponent()])),
  })

export const stalled = (code: Problem['code'] = 'OWNED_BY_OTHERS'): Outcome => ({
  type: 'stalled',
  problem: problem(code, 'No.'),
})
export const waiting = (on: string, code: Problem['code'] | null = null): Outcome => ({
  type: 'waiting',
  on,
  problem: code === null ? null : problem(code, `No ${on}.`),
  retryAfterMs: 1_000,
})
