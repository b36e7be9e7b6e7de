import { describe, expect, test } from 'vitest'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { aServiceType } from '@operations-manager/schema/services/testing.ts'
import { aComponent, aSpec, someSettings } from '../kinds/testing.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { labels } from './mark.ts'
import { networkPolicies } from './policies.ts'

const uses = (service: string) => [{ service, prefix: null, as: {} }]
const components = {
  web: aComponent({ uses: uses('jobs') }),
  api: aComponent({ uses: uses('jobs') }),
  ui: aComponent(),
}
const services = { jobs: { type: 'message-queue', settings: {}, deletion: 'retain' as const } }

/** The policies of a deployment whose `jobs` are of an invented type with this network. */
function policiesWith(network: Parameters<typeof aServiceType>[0]): ReadonlyMap<string, unknown> {
  const queue = aServiceType(network)
  const spec = aSpec({ components, services })
  const types = new Map([...catalogue, [queue.type, queue]])
  const objects = networkPolicies({ spec, settings: someSettings(), catalogue: types, offers: {} })
  return new Map(objects.map((object: KubernetesObject) => [object.metadata.name, object['spec']]))
}

const podsOf = (label: string, value: string) => ({ podSelector: { matchLabels: { [label]: value } } })
const at = (port: number) => [{ protocol: 'TCP', port }]

describe('pods of a service that stand beside the workloads', () => {
  const policies = policiesWith({ network: { pods: { port: 5672 } } })

  test('are reached by the components that use it, at its port alone, and reach nothing', () => {
    expect(policies.get('service-jobs')).toEqual({
      podSelector: { matchLabels: { [labels.service]: 'jobs' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [podsOf(labels.network, 'api'), podsOf(labels.network, 'web')], ports: at(5672) }],
      egress: [],
    })
  })

  test('do not even ask for names, as everybody else may', () => {
    expect(policies.get('allow-dns')).toMatchObject({
      podSelector: { matchExpressions: [{ key: labels.service, operator: 'DoesNotExist' }] },
    })
  })

  test('may be called by the components that use it only', () => {
    const called = [{ to: [podsOf(labels.service, 'jobs')], ports: at(5672) }]
    expect(policies.get('component-web')).toMatchObject({ egress: called })
    expect(policies.get('component-ui')).toMatchObject({ egress: [] })
  })
})

test('a type whose backend is elsewhere has no policy of its own, and everybody may ask for names', () => {
  const policies = policiesWith({ network: 'backend' })
  expect(policies.has('service-jobs')).toBe(false)
  expect(policies.get('allow-dns')).toMatchObject({ podSelector: {} })
})
