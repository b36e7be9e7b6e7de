import { describe, expect, test } from 'vitest'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { labels } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../ports/kubernetes.ts'
import { TrialPlan, type Trial, type TrialResult } from '../../proofs/trial.ts'
import type { StepResult } from '../../reconcile/step.ts'
import type { KindDeps } from '../deps.ts'
import { kubernetesSteps } from '../steps.ts'
import {
  aComponent,
  aSpec,
  aWish,
  aWorld,
  imageOf,
  objects,
  runAll,
  runStep,
  someSettings,
  type World,
} from '../testing.ts'

type See = (trial: Trial) => TrialResult['fault']
const allWell: See = () => null

/** A cluster in memory whose pods of the prober see what the test says; answers those that said something. */
function aProbedWorld(see: See, more: Partial<KindDeps> = {}, image: string | null = 'prober:1') {
  const settings = someSettings({ prober: image === null ? null : { image }, ...more.settings })
  const world = aWorld({ ...more, settings })
  const pods = new Map<string, KubernetesObject>()
  const kubernetes: World['kubernetes'] = {
    ...world.kubernetes,
    logs: async (namespace, name, options) => {
      const pod = await world.kubernetes.read({ apiVersion: 'v1', kind: 'Pod', namespace, name })
      const plan = pod === null ? null : planOf(pod)
      if (pod === null || plan === null) return world.kubernetes.logs(namespace, name, options)
      pods.set(name, pod)
      const at = new Date().toISOString()
      return plan.trials.map((trial, index) => {
        const fault = see(trial)
        const proofs = [{ tried: 'Tried it.', seen: `Saw ${fault ?? 'it work'}.`, passed: fault === null, at }]
        const line = { plan: plan.id, result: { trial: index, fault, proofs } }
        return { pod: name, container: 'app', at, text: JSON.stringify(line) }
      })
    },
  }
  return { world: { ...world, kubernetes }, looked: () => [...pods.values()] }
}

function planOf(pod: KubernetesObject): TrialPlan | null {
  type Container = { readonly env?: readonly { readonly name: string; readonly value?: string }[] }
  const [container] = (pod['spec'] as { readonly containers: readonly Container[] }).containers // a pod's spec
  const text = container?.env?.find(({ name }) => name === 'TRIAL_PLAN')?.value
  return text === undefined ? null : TrialPlan.parse(JSON.parse(text))
}

/** `web` calls `api` and reaches something outside. */
function aCaller(web: Partial<ComponentSpec> = {}): DeploymentSpec {
  const egress = [{ type: 'host', host: 'mail.example.org', port: 587 }] as const
  return aSpec({ components: { web: aComponent({ calls: ['api'], egress: [...egress], ...web }), api: aComponent() } })
}

function reach(world: World, spec: DeploymentSpec, more: Parameters<typeof aWish>[1] = {}) {
  const ref = { cluster: spec.cluster, project: spec.project, deployment: spec.deployment }
  const target = { type: 'wish', ref, wish: aWish(spec, more) } as const
  const step = kubernetesSteps(world, 'test')({ type: 'component', component: 'web', step: 'reach' }, target, {
    now: () => new Date(),
    attempt: 1,
  })
  if (step === null) throw new Error('there is no such step')
  return step
}

const proofsOf = ({ proofs }: StepResult) => proofs.map(({ from, passed }) => [from, passed])

describe('a proof from the workload', () => {
  test('is made by a pod, kept, and leaves no pod', async () => {
    const { world, looked } = aProbedWorld(allWell)
    const spec = aCaller()
    await runAll(world, aWish(spec))
    const result = await runStep(world, reach(world, spec))
    expect(result.outcome).toEqual({ type: 'ready' })
    expect(proofsOf(result)).toEqual([
      ['WORKLOAD', true],
      ['WORKLOAD', true],
    ])
    await expect.poll(() => objects(world, 'batch/v1', 'Job')).toEqual([])
    // Another program, as after a crash, finds what this one kept.
    const before = looked().length
    expect((await runStep(world, reach(world, spec))).outcome).toEqual({ type: 'ready' })
    expect(looked()).toHaveLength(before)
  })

  test('is made anew for another generation, another operation and other variables', async () => {
    const { world, looked } = aProbedWorld(allWell)
    const spec = aCaller()
    await runAll(world, aWish(spec))
    const changed: [DeploymentSpec, Parameters<typeof aWish>[1]][] = [
      [spec, { generation: 'g2' }],
      [spec, { generation: 'g2', operation: 'o2' }],
      [aCaller({ env: { component: { A: 'other' }, deployment: {} } }), { generation: 'g2', operation: 'o2' }],
    ]
    for (const [wished, more] of changed) {
      const before = looked().length
      await runAll(world, aWish(wished, more))
      expect(looked()).toHaveLength(before + 1)
    }
  })

  test('stands under the policies of its component, and no request ever finds it', async () => {
    const { world, looked } = aProbedWorld(allWell)
    await runAll(world, aWish(aCaller()))
    const [pod] = looked()
    expect(pod?.metadata.labels).toMatchObject({ [labels.network]: 'web' })
    expect(pod?.metadata.labels?.[labels.component]).toBeUndefined()
    expect(imageOf(pod!)).toBe('prober:1')
  })

  test.each<[TrialResult['fault'], Trial['type'], string, string]>([
    ['unanswered', 'egress', 'WORKLOAD_CUT_OFF', 'NETWORK'],
    ['unanswered', 'call', 'WORKLOAD_CUT_OFF', 'NETWORK'],
    ['invalid', 'egress', 'PROOF_FAILED', 'PLATFORM'],
  ])('that finds %s for what is of the type %s waits with its problem', async (fault, type, code, whose) => {
    const { world } = aProbedWorld((trial) => (trial.type === type ? fault : null))
    await runAll(world, aWish(aCaller()))
    const result = await runStep(world, reach(world, aCaller()))
    expect(result.outcome).toMatchObject({ type: 'waiting', problem: { code, fault: whose } })
    expect(result.proofs.filter(({ passed }) => !passed)).toHaveLength(1)
  })

  test('waits for who is called and is not there yet, and tries again as soon as it is', async () => {
    let isThere = false
    const { world } = aProbedWorld((trial) => (trial.type === 'call' && !isThere ? 'unanswered' : null))
    const spec = aCaller()
    const api = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'webshop-production', name: 'api' }
    const wish = aWish(spec)
    await runAll(world, wish)
    const ready = (await world.kubernetes.read(api))!
    const early = {
      ...world,
      kubernetes: {
        ...world.kubernetes,
        read: async (wanted: KubernetesRef) =>
          wanted.kind === 'Deployment' && !isThere
            ? { ...ready, status: { readyReplicas: 0 } }
            : world.kubernetes.read(wanted),
      },
    }
    const again = { operation: 'o2' }
    const waits = async () => (await reach(early, spec, again).run()).outcome
    await expect.poll(waits).toMatchObject({ type: 'progressing', message: 'Waiting until "api" can be called.' })
    isThere = true
    expect((await runStep(early, reach(early, spec, again))).outcome).toEqual({ type: 'ready' })
  })

  test('is not counted by the quota, so that no workload misses the room', async () => {
    const { world } = aProbedWorld(allWell, { settings: someSettings({ quota: { pods: '1' } }) })
    const spec = aSpec({ components: { web: aComponent({ egress: [{ type: 'host', host: 'a.example', port: 1 }] }) } })
    await runAll(world, aWish(spec))
    expect((await runStep(world, reach(world, spec))).outcome).toEqual({ type: 'ready' })
    expect(await objects(world, 'v1', 'Pod')).toHaveLength(1)
  })

  test('that nothing can make says so, for each thing that would have been tried', async () => {
    const { world } = aProbedWorld(allWell, {}, null)
    const real = { ...world, prober: { ...world.prober, from: 'BACKEND' as const } }
    await runAll(world, aWish(aCaller()))
    expect(proofsOf(await runStep(world, reach(world, aCaller())))).toEqual([
      ['SIMULATED', true],
      ['SIMULATED', true],
    ])
    const unmade = await runStep(real, reach(real, aCaller()))
    expect(unmade.outcome).toEqual({ type: 'ready' })
    expect(proofsOf(unmade)).toEqual([
      ['NOT_MADE', false],
      ['NOT_MADE', false],
    ])
  })
})
