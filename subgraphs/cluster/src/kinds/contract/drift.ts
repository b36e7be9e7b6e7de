import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import { bounds, contentOf, everything, failuresOf, nameIn, podSpecOf, type AWorld } from './looks.ts'

/** Kind, name and what somebody else does to it; one of each setting that we own. */
const meddling: readonly (readonly [string, string, string, string, Readonly<Record<string, unknown>>])[] = [
  [
    'pod security',
    'v1',
    'Namespace',
    '',
    { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
  ],
  ['a label', 'v1', 'Namespace', '', { metadata: { labels: { 'operations-manager/part': null } } }],
  ['the quota', 'v1', 'ResourceQuota', 'platform-pods', { spec: { hard: { pods: '500' } } }],
  [
    'the default limits',
    'v1',
    'LimitRange',
    'platform',
    { spec: { limits: [{ type: 'Container', default: { cpu: '9' }, defaultRequest: { cpu: '9' } }] } },
  ],
  ['the token of the pods', 'v1', 'ServiceAccount', 'workload', { automountServiceAccountToken: true }],
  ['the authority that pods trust', 'v1', 'ConfigMap', 'platform-trust', { data: { 'ca.crt': 'theirs' } }],
  ['a policy that is opened', 'networking.k8s.io/v1', 'NetworkPolicy', 'component-web', { spec: { ingress: [{}] } }],
  ['a policy with one more rule', 'networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { egress: [{}] } }],
  [
    'whom a policy is for',
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'default-deny',
    { spec: { podSelector: { matchLabels: { a: 'b' } } } },
  ],
  ['a variable', 'v1', 'Secret', 'variables-api', { data: { A: 'dGhlaXJz' } }],
  ['one more variable', 'v1', 'Secret', 'variables-api', { data: { MORE: 'dGhlaXJz' } }],
  ['the number of pods', 'apps/v1', 'Deployment', 'web', { spec: { replicas: 9 } }],
  [
    'how pods are replaced',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } },
  ],
  [
    'the right to be root',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { template: { spec: { securityContext: { runAsNonRoot: false } } } } },
  ],
  [
    'the account of the pods',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { template: { spec: { serviceAccountName: 'default', serviceAccount: 'default' } } } },
  ],
  [
    'a label of the pods',
    'apps/v1',
    'Deployment',
    'web',
    { spec: { template: { metadata: { labels: { 'operations-manager/network': 'theirs' } } } } },
  ],
  ['the ports of a Service', 'v1', 'Service', 'api', { spec: { ports: [{ name: 'theirs', port: 1 }] } }],
  [
    'the pods of a Service',
    'v1',
    'Service',
    'api',
    { spec: { selector: { 'operations-manager/component': 'theirs' } } },
  ],
  [
    'the host of an Ingress',
    'networking.k8s.io/v1',
    'Ingress',
    '*',
    { spec: { rules: [{ host: 'theirs.example.org' }] } },
  ],
  ['a budget', 'policy/v1', 'PodDisruptionBudget', 'web', { spec: { maxUnavailable: 2 } }],
  ['an autoscaler', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'api', { spec: { maxReplicas: 50 } }],
  ['a mark that is gone', 'v1', 'Service', 'web', { metadata: { labels: { 'operations-manager/part': null } } }],
]

/** Repairing. */
export function driftContract(aWorld: AWorld): void {
  describe('what somebody changed is put right, and the run after that writes nothing:', () => {
    test('every setting that is ours', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      const ends: Record<string, unknown> = {}
      for (const [what, apiVersion, kind, name, change] of meddling) {
        const ref = world.ref(
          apiVersion,
          kind,
          kind === 'Namespace' ? world.namespace : await nameIn(world, kind, name),
        )
        const before = contentOf(await world.under.port.read(ref))
        await world.under.meddle(ref, change)
        const isChanged = !isDeepStrictEqual(contentOf(await world.under.port.read(ref)), before)
        const failures = failuresOf(await world.run(wish))
        const isRepaired = isDeepStrictEqual(contentOf(await world.under.port.read(ref)), before)
        world.writes.length = 0
        await world.run(wish)
        ends[what] = { isChanged, failures, isRepaired, writesAfter: [...world.writes] }
      }
      const good = { isChanged: true, failures: {}, isRepaired: true, writesAfter: [] }
      expect(ends).toEqual(Object.fromEntries(meddling.map(([what]) => [what, good])))
    })

    test('what somebody added to the pods or the ports', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      const deployment = world.ref('apps/v1', 'Deployment', 'web')
      const service = world.ref('v1', 'Service', 'web')
      const { containers } = podSpecOf(await world.under.port.read(deployment))
      const { ports } = portsOf(await world.under.port.read(service))
      const intruder = { ...containers[0], name: 'intruder' }
      await world.under.meddle(deployment, { spec: { template: { spec: { containers: [...containers, intruder] } } } })
      await world.under.meddle(service, { spec: { ports: [...ports, { name: 'theirs', port: 9, protocol: 'TCP' }] } })
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect(podSpecOf(await world.under.port.read(deployment)).containers).toHaveLength(1)
      expect((await world.under.port.read(service))?.['spec']).toMatchObject({ ports })
    })

    test('what somebody removed', async () => {
      const world = aWorld(bounds)
      const wish = world.wish(everything)
      await world.run(wish)
      const before = [...(await world.objects()).keys()].toSorted()
      for (const object of (await world.objects()).values())
        if (object.kind !== 'Namespace' && object.kind !== 'Deployment') await world.under.port.remove(refOf(object))
      expect(failuresOf(await world.run(wish))).toEqual({})
      expect([...(await world.objects()).keys()].toSorted()).toEqual(before)
    })
  })
}

function portsOf(service: KubernetesObject | null): { readonly ports: readonly object[] } {
  if (service === null) throw new Error('the Service is not there')
  return service['spec'] as { readonly ports: readonly object[] } // as Kubernetes defines a Service
}
