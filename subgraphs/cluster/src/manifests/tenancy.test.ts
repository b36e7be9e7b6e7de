import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { ComponentSpec, DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { aComponent, aSpec, onTheWeb, someSettings } from '../kinds/testing.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { beforeJob } from './before.ts'
import { namespaceContents, namespaceObject } from './namespace.ts'
import { networkPolicies } from './policies.ts'
import { proofJob, seenObject } from './proof.ts'
import { componentSecrets, pullSecret } from './secrets.ts'
import { workloadObjects } from './workload.ts'

const injection = { secrets: ['variables-web'], contentHash: 'hash' }
const backends = { postgresql: { peers: [{ cidr: '10.1.2.3/32' }], ports: [5432] } }
const settings = someSettings({
  network: { backends, forbiddenRanges: ['10.96.0.0/12'] },
  quota: { pods: '10' },
  certificateAuthority: 'PEM',
})

describe('whatever a project file says', () => {
  test('no policy has a rule without peers or without ports: it would be open to everyone', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        for (const policy of networkPolicies({ spec, settings, catalogue, offers: {} })) {
          for (const rule of [...list(policy, 'spec.ingress'), ...list(policy, 'spec.egress')]) {
            expect([...list(rule, 'from'), ...list(rule, 'to')].length).toBeGreaterThan(0)
            expect(list(rule, 'ports').length).toBeGreaterThan(0)
          }
        }
      }),
    )
  })

  const everyObject = (spec: DeploymentSpec): readonly KubernetesObject[] => {
    const input = { spec, settings, catalogue, offers: {} }
    return [
      ...namespaceContents(input),
      ...networkPolicies(input),
      ...Object.keys(spec.registries).map((registry) => pullSecret(spec, registry, new Secret('p'))),
      ...Object.keys(spec.components).flatMap((component) => [
        ...componentSecrets(spec, component, [{ name: 'A', value: 'x', source: { type: 'ENV', name: null } }]),
        ...workloadObjects({ ...input, injection, restartedAt: null }, component),
        ...[beforeJob({ ...input, injection, generation: 'g', operation: null }, component)].filter(
          (job) => job !== null,
        ),
        proofJob({ ...input, injection, plan: { id: 'p', trials: [] }, round: 1, image: 'prober:1' }, component),
        seenObject({ spec, plan: { id: 'p', trials: [] }, round: 1 }, component, '{}'),
      ]),
    ]
  }

  test('its objects stand in its own namespace and refer to no other', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const namespace = namespaceName(spec)
        for (const object of everyObject(spec)) {
          expect(object.metadata.namespace).toBe(namespace)
          expect(namespacesIn(object)).toEqual([])
        }
      }),
    )
  })

  test('its objects carry the mark, and no two of one kind have one name', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const objects = [namespaceObject(spec), ...everyObject(spec)]
        const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
        expect(new Set(names).size).toBe(names.length)
        expect(objects.every(({ metadata }) => metadata.annotations?.['operations-manager/mark'] !== undefined)).toBe(
          true,
        )
      }),
    )
  })

  test('equal specs give equal objects', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(everyObject(structuredClone(spec))).toEqual(everyObject(spec))
      }),
    )
  })
})

/** Selectors of namespaces that a tenant's objects would name; those of the cluster's own configuration are not its doing. */
function namespacesIn(object: KubernetesObject): readonly unknown[] {
  const found: unknown[] = []
  const configured = JSON.stringify({ matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } })
  JSON.stringify(object['spec'] ?? {}, (key, value: unknown) => {
    const foreign = key === 'namespaceSelector' && JSON.stringify(value) !== configured
    if (foreign || (key === 'namespace' && value !== undefined)) found.push(value)
    return value
  })
  return found
}

const name = fc.constantFrom('web', 'api', 'worker', 'default-deny', 'allow-dns', 'platform')
const anyComponent: fc.Arbitrary<ComponentSpec> = fc
  .record({
    replicas: fc.integer({ min: 1, max: 3 }),
    calls: fc.uniqueArray(name, { maxLength: 2 }),
    ports: fc.constantFrom<ComponentSpec['ports']>([], [{ name: 'http', port: 8080, protocol: 'TCP' }]),
    before: fc.constantFrom<ComponentSpec['before']>(null, ['migrate']),
    hosts: fc.uniqueArray(fc.constantFrom('a.example.org', 'b.example.org'), { maxLength: 2 }),
    egress: fc.array(
      fc.constantFrom<ComponentSpec['egress'][number]>(
        { type: 'host', host: 'x.example', port: 443 },
        { type: 'cidr', cidr: '10.100.0.0/16', port: 1 },
        { type: 'cidr', cidr: '192.0.2.0/24', port: 2 },
      ),
      { maxLength: 3 },
    ),
    uses: fc.constantFrom<ComponentSpec['uses']>([], [{ service: 'orders', prefix: null, as: {} }]),
    autoscale: fc.constantFrom(null, { min: 2, max: 3, cpu: 50 }),
  })
  .map(({ hosts, ports, ...rest }) =>
    aComponent({
      ...rest,
      ports,
      publish: ports.length === 0 ? null : { ...onTheWeb, hosts: hosts.map((host) => ({ type: 'custom', host })) },
    }),
  )
const anySpec = fc
  .record({
    project: fc.constantFrom('webshop', 'web-shop'),
    deployment: fc.constantFrom('production', 'pr-17'),
    components: fc.dictionary(name, anyComponent, { maxKeys: 4 }),
    registries: fc.constantFrom({}, { ghcr: { url: 'ghcr.io/x', username: 'u', secret: 'S' } }),
  })
  .map((parts) => aSpec({ ...parts, services: { orders: { type: 'postgresql', settings: {}, deletion: 'retain' } } }))

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

function list(value: unknown, path: string): readonly unknown[] {
  return (at(value, path) as readonly unknown[] | undefined) ?? []
}
