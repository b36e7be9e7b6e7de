import { describe, expect, test } from 'vitest'
import type { V1Deployment, V1Job, V1PodTemplateSpec, V1Service } from '@kubernetes/client-node'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { aComponent, aSpec, someSettings } from '../kinds/testing.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { labels } from './mark.ts'
import { namespaceContents } from './namespace.ts'
import { proofJob } from './proof.ts'
import { workloadObjects } from './workload.ts'

type Settings = Readonly<Record<string, unknown>>
const injection = { secrets: ['binding-web-orders', 'variables-web'], contentHash: 'hash' }

function inputOf(settings: Settings = {}) {
  const web = aComponent({ replicas: 2, env: { component: { NODE_OPTIONS: '--inspect' }, deployment: {} } })
  return { spec: aSpec({ components: { web } }), settings: someSettings(settings), catalogue, offers: {}, injection }
}

function podOf(settings: Settings = {}): V1PodTemplateSpec {
  const job = proofJob({ ...inputOf(settings), plan: { id: 'p', trials: [] }, round: 1, image: 'prober:1' }, 'web')
  return (job as unknown as V1Job).spec!.template // a Job
}

function workload(settings: Settings = {}): readonly KubernetesObject[] {
  return workloadObjects({ ...inputOf(settings), restartedAt: null }, 'web')
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what is found by its kind is of the type of that
const specOf = <Kind>(objects: readonly KubernetesObject[], kind: string) =>
  objects.find((object) => object.kind === kind) as unknown as Kind

describe('a pod that proves', () => {
  const given = podOf().metadata!.labels!
  const selects = (selector: Record<string, string>) =>
    Object.entries(selector).every(([name, value]) => given[name] === value)

  test('is selected by the policies of its component, and by nothing that counts or serves its pods', () => {
    expect(selects({ [labels.network]: 'web' })).toBe(true)
    const objects = workload()
    expect(selects(specOf<V1Service>(objects, 'Service').spec!.selector!)).toBe(false)
    expect(selects(specOf<V1Deployment>(objects, 'Deployment').spec!.selector.matchLabels!)).toBe(false)
    const budget = specOf<V1Deployment>(objects, 'PodDisruptionBudget')
    expect(selects(budget.spec!.selector.matchLabels!)).toBe(false)
  })

  test.each([{}, { certificateAuthority: 'the PEM' }])(
    'has the account and the trust of its component (%o)',
    (settings) => {
      const own = specOf<V1Deployment>(workload(settings), 'Deployment').spec!.template.spec!
      const pod = podOf(settings).spec!
      expect(pod.serviceAccountName).toBe(own.serviceAccountName)
      expect(pod.automountServiceAccountToken).toBe(false)
      const trust = (of: typeof pod) => [
        of.volumes?.filter(({ name }) => name === 'trust') ?? [],
        of.containers[0]!.volumeMounts?.filter(({ name }) => name === 'trust') ?? [],
      ]
      expect(trust(pod)).toEqual(trust(own))
    },
  )

  test('reads the Secrets of its component as files: no variable of a team is one of its own', () => {
    const [container] = podOf().spec!.containers
    expect(container!.envFrom).toBeUndefined()
    expect(container!.env!.map(({ name }) => name)).toEqual(['TRIAL_PLAN', 'VARIABLES_FOLDER'])
    const sources = podOf().spec!.volumes!.flatMap(({ projected }) => projected?.sources ?? [])
    expect(sources.map(({ secret }) => secret?.name)).toEqual(injection.secrets)
  })

  test('is closed as "restricted" asks for, and asks for no more than a container may have', () => {
    const max = { cpu: '500m', memory: '128Mi' }
    const { securityContext, resources } = podOf({ limits: { max } }).spec!.containers[0]!
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    })
    expect(resources!.limits).toEqual(max)
  })

  test('has an end, and so is none of those that the quota of pods counts', () => {
    expect(podOf().spec!.activeDeadlineSeconds).toBeGreaterThan(0)
    const quota = { pods: '10', 'requests.cpu': '4', persistentvolumeclaims: '3', 'requests.storage': '10Gi' }
    const quotas = namespaceContents(inputOf({ quota })).filter(({ kind }) => kind === 'ResourceQuota')
    expect(quotas.map(({ metadata, ...rest }) => [metadata.name, rest['spec']])).toEqual([
      ['platform', { hard: { persistentvolumeclaims: '3', 'requests.storage': '10Gi' } }],
      ['platform-pods', { hard: { pods: '10', 'requests.cpu': '4' }, scopes: ['NotTerminating'] }],
    ])
  })
})
