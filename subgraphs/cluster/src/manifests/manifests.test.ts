import { describe, expect, test } from 'vitest'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { aComponent, aSpec, onTheWeb, someSettings } from '../kinds/testing.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { beforeJob } from './before.ts'
import { labels } from './mark.ts'
import { networkPolicies, policyNotices } from './policies.ts'
import { workloadObjects } from './workload.ts'

const injection = { secrets: ['variables-web'], contentHash: 'hash' }
type Settings = Readonly<Record<string, unknown>>

function inputOf(spec: DeploymentSpec, settings: Settings = {}) {
  return { spec, settings: someSettings(settings), catalogue, offers: {} }
}

function workload(web: Partial<ComponentSpec>, settings: Settings = {}, more: Partial<DeploymentSpec> = {}) {
  const spec = aSpec({ components: { web: aComponent(web), api: aComponent() }, ...more })
  return workloadObjects({ ...inputOf(spec, settings), injection, restartedAt: null }, 'web')
}

// oxlint-disable-next-line typescript/no-explicit-any -- the tests read generated objects field by field
function one(objects: readonly KubernetesObject[], kind: string): any {
  return objects.find((object) => object.kind === kind)
}

describe('a Deployment', () => {
  test.each([
    [
      'runs as nobody special',
      {},
      'spec.template.spec.securityContext',
      { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    ],
    ['gets no token of the Kubernetes API', {}, 'spec.template.spec.automountServiceAccountToken', false],
    ['gets no variables about other Services', {}, 'spec.template.spec.enableServiceLinks', false],
    ['may not write to its image', {}, 'spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem', true],
    [
      'may write to its image when asked',
      { writableRoot: true },
      'spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem',
      false,
    ],
    [
      'may do nothing more than a program needs',
      {},
      'spec.template.spec.containers.0.securityContext',
      { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true },
    ],
    [
      'never has fewer pods than before while it rolls out',
      {},
      'spec.strategy',
      { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
    ],
    [
      'leaves the number of pods to its autoscaler',
      { autoscale: { min: 2, max: 5, cpu: 60 } },
      'spec.replicas',
      undefined,
    ],
    [
      'gets what it asks for as request and limit',
      { resources: { cpu: '1', memory: null } },
      'spec.template.spec.containers.0.resources',
      { requests: { cpu: '1' }, limits: { cpu: '1' } },
    ],
    [
      'gives its application the time it asked for',
      { health: { path: null, expect: null, deadlineSeconds: 90 } },
      'spec.template.spec.containers.0.startupProbe.failureThreshold',
      90,
    ],
    [
      'is asked at its health path',
      { health: { path: '/ok', expect: null, deadlineSeconds: null } },
      'spec.template.spec.containers.0.readinessProbe.httpGet',
      { path: '/ok', port: 8080 },
    ],
    [
      'is asked for its port where there is no path',
      {},
      'spec.template.spec.containers.0.readinessProbe.tcpSocket',
      { port: 8080 },
    ],
    [
      'that answers 401 on purpose is judged by its port',
      { health: { path: '/ok', expect: 401, deadlineSeconds: null } },
      'spec.template.spec.containers.0.livenessProbe.tcpSocket',
      { port: 8080 },
    ],
    [
      'with a port stays for a moment after it is told to end, until no proxy sends it requests',
      {},
      'spec.template.spec.containers.0.lifecycle',
      { preStop: { sleep: { seconds: 5 } } },
    ],
    ['without a port ends at once', { ports: [] }, 'spec.template.spec.containers.0.lifecycle', undefined],
    ['without a port has no probe', { ports: [] }, 'spec.template.spec.containers.0.startupProbe', undefined],
    [
      'with a UDP port only has no probe',
      { ports: [{ name: 'dns', port: 5353, protocol: 'UDP' }] },
      'spec.template.spec.containers.0.startupProbe',
      undefined,
    ],
    [
      'reads its variables from Secrets, where nothing is expanded',
      {},
      'spec.template.spec.containers.0.envFrom',
      [{ secretRef: { name: 'variables-web' } }],
    ],
    [
      'carries the hash of everything injected',
      {},
      'spec.template.metadata.annotations',
      { 'operations-manager/content': 'hash' },
    ],
    [
      'spreads its pods over nodes',
      {},
      'spec.template.spec.topologySpreadConstraints.0',
      { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    ],
  ] as const)('%s', (_, web, path, expected) => {
    const value = at(one(workload(web as Partial<ComponentSpec>), 'Deployment'), path)
    expect({ value }).toMatchObject({ value: expected })
  })

  test('with a volume of its own stops the old pod before it starts the new one', () => {
    const services = { archive: { type: 'volume', settings: { size: '1Gi' }, deletion: 'retain' as const } }
    const objects = workload({ mounts: [{ service: 'archive', path: '/data' }] }, {}, { services })
    expect(one(objects, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' })
    expect(one(objects, 'Deployment').spec.template.spec.volumes).toEqual([
      { name: 'service-archive', persistentVolumeClaim: { claimName: 'data-archive' } },
    ])
  })

  test('with scratch space has an empty folder with a limit, and still rolls', () => {
    const services = { cache: { type: 'scratch', settings: { size: '500Mi' }, deletion: 'delete' as const } }
    const objects = workload({ mounts: [{ service: 'cache', path: '/tmp' }] }, {}, { services })
    expect(one(objects, 'Deployment').spec.template.spec.volumes).toEqual([
      { name: 'service-cache', emptyDir: { sizeLimit: '500Mi' } },
    ])
    expect(one(objects, 'Deployment').spec.strategy.type).toBe('RollingUpdate')
  })

  test('trusts the certificate authority of the cluster, read-only', () => {
    const deployment = one(workload({}, { certificateAuthority: 'PEM' }), 'Deployment')
    expect(deployment.spec.template.spec.containers[0].volumeMounts).toContainEqual(
      expect.objectContaining({ name: 'trust', readOnly: true }),
    )
  })
})

describe('beside the Deployment there is', () => {
  test.each([
    ['a Service for a component with ports', {}, ['Deployment', 'Service']],
    ['nothing for a worker', { ports: [] }, ['Deployment']],
    ['a budget from two replicas', { replicas: 2 }, ['Deployment', 'PodDisruptionBudget', 'Service']],
    [
      'an autoscaler when asked',
      { autoscale: { min: 1, max: 3, cpu: 50 } },
      ['Deployment', 'HorizontalPodAutoscaler', 'Service'],
    ],
    [
      'an Ingress for each published host',
      { publish: { ...onTheWeb, hosts: [...onTheWeb.hosts, { type: 'custom', host: 'a.example' }] } },
      ['Deployment', 'Ingress', 'Ingress', 'Service'],
    ],
  ] as const)('%s', (_, web, kinds) => {
    expect(
      workload(web as Partial<ComponentSpec>)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(kinds)
  })

  test('in an Ingress the host, its certificate and the class and issuer of the cluster', () => {
    const settings = { ingress: { className: 'nginx', tlsIssuer: 'letsencrypt', annotations: { a: 'b' } } }
    const ingress = one(workload({ publish: onTheWeb }, settings), 'Ingress')
    expect(ingress.metadata.annotations).toMatchObject({ a: 'b', 'cert-manager.io/cluster-issuer': 'letsencrypt' })
    expect(ingress.spec).toMatchObject({ ingressClassName: 'nginx', tls: [{ hosts: ['webshop.apps.example.org'] }] })
    expect(ingress.spec.rules[0]).toMatchObject({
      host: 'webshop.apps.example.org',
      http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 8080 } } } }] },
    })
  })

  test('no certificate where the cluster has no TLS', () => {
    expect(one(workload({ publish: onTheWeb }, { scheme: 'http' }), 'Ingress').spec.tls).toBeUndefined()
  })
})

test('a Job that runs before has the labels that policies select by, and none that a Service does', () => {
  const spec = aSpec({ components: { web: aComponent({ before: ['migrate'] }) } })
  const job = beforeJob({ ...inputOf(spec), injection, generation: 'g1', operation: 'o1' }, 'web')
  const podLabels = at(job, 'spec.template.metadata.labels') as Record<string, string>
  const service = one(workload({}), 'Service')
  expect(podLabels[labels.network]).toBe('web')
  const selected = Object.entries(service.spec.selector).every(([key, value]) => podLabels[key] === value)
  expect(selected).toBe(false)
})

describe('the network of a deployment', () => {
  const backends = { postgresql: { peers: [{ cidr: '10.1.2.3/32' }], ports: [5432] } }
  const network = { backends, forbiddenRanges: ['10.96.0.0/12'] }
  const policy = (web: Partial<ComponentSpec>, settings: Settings = {}) =>
    networkPolicies(
      inputOf(
        aSpec({
          components: {
            web: aComponent(web),
            api: aComponent({ calls: ['web'], ports: [{ name: 'http', port: 3000, protocol: 'TCP' }] }),
          },
          services: { orders: { type: 'postgresql', settings: {}, deletion: 'retain' } },
        }),
        { network, ingress: { peers: [{ namespace: { name: 'ingress' } }] }, ...settings },
      ),
    ).find(({ metadata, kind }) => metadata.name === 'component-web' && kind === 'NetworkPolicy')?.['spec']

  test('is closed both ways before anything is opened', () => {
    const [deny] = networkPolicies(inputOf(aSpec()))
    expect(deny?.['spec']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] })
  })

  test.each([
    [
      'opens the published port to the ingress controller',
      { publish: onTheWeb },
      'ingress.0',
      { from: [{ namespaceSelector: { matchLabels: { name: 'ingress' } } }], ports: [{ protocol: 'TCP', port: 8080 }] },
    ],
    [
      'opens the way to the components that call it',
      {},
      'ingress.0.from',
      [{ podSelector: { matchLabels: { [labels.network]: 'api' } } }],
    ],
    [
      'opens the way to the components it calls',
      { calls: ['api'] },
      'egress.0',
      { to: [{ podSelector: { matchLabels: { [labels.network]: 'api' } } }], ports: [{ protocol: 'TCP', port: 3000 }] },
    ],
    [
      'opens the way to the backends it uses',
      { uses: [{ service: 'orders', prefix: null, as: {} }] },
      'egress.0',
      { to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: [{ protocol: 'TCP', port: 5432 }] },
    ],
    ['opens nothing outward without need', {}, 'egress', []],
    [
      'opens a declared range',
      { egress: [{ type: 'cidr', cidr: '10.5.0.0/16', port: 22 }] },
      'egress.0.to',
      [{ ipBlock: { cidr: '10.5.0.0/16' } }],
    ],
    [
      'opens no range of the cluster itself',
      { egress: [{ type: 'cidr', cidr: '10.100.0.0/16', port: 22 }] },
      'egress',
      [],
    ],
    ['opens no link-local address', { egress: [{ type: 'cidr', cidr: '169.254.169.254/32', port: 80 }] }, 'egress', []],
    [
      'leaves forbidden ranges out of a wider one',
      { egress: [{ type: 'cidr', cidr: '0.0.0.0/0', port: 443 }] },
      'egress.0.to.0.ipBlock.except',
      ['0.0.0.0/8', '10.96.0.0/12', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
    ],
  ] as const)('%s', (_, web, path, expected) => {
    expect(at(policy(web as Partial<ComponentSpec>), path)).toEqual(expected)
  })

  test('opens the port of a host to public addresses only, and says that the host is not enforced', () => {
    const egress: ComponentSpec['egress'] = [{ type: 'host', host: 'api.example', port: 443 }]
    const except = at(policy({ egress }), 'egress.0.to.0.ipBlock.except') as string[]
    expect(except).toEqual(expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']))
    expect(policyNotices(inputOf(aSpec({ components: { web: aComponent({ egress }) } })))).toMatchObject([
      expect.stringContaining('api.example'),
    ])
  })

  test('names the host itself where the cluster can enforce it', () => {
    const egress: ComponentSpec['egress'] = [{ type: 'host', host: 'api.example', port: 443 }]
    const input = inputOf(aSpec({ components: { web: aComponent({ egress }) } }), { network: { egress: 'fqdn' } })
    const host = networkPolicies(input).find(({ kind }) => kind === 'CiliumNetworkPolicy')
    expect(at(host, 'spec.egress.0.toFQDNs')).toEqual([{ matchName: 'api.example' }])
    expect(policyNotices(input)).toEqual([])
  })
})

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}
