import { describe, expect, test } from 'vitest'
import type { ClusterProfile } from '../link/messages.ts'
import type { NoticeCode } from '../problems/notice.ts'
import type { ProblemCode } from '../problems/codes.ts'
import { catalogue } from '../services/catalogue.ts'
import { checkAgainstClusters, type ClusterView } from './check-cluster.ts'
import { readProjectFile } from './read.ts'
import { aProjectFile, aProjectText, marked, type Sections } from './testing.ts'

function aProfile(overrides: Partial<ClusterProfile> = {}): ClusterProfile {
  return {
    contractVersion: 1,
    backendVersion: '0.1.0',
    sandbox: true,
    domain: 'a.example.org',
    scheme: 'https',
    services: {
      postgresql: { limits: { connections: 100 }, choices: { extensions: ['pgcrypto', 'postgis'] } },
      volume: { limits: {}, choices: { class: ['standard', 'wide'], sharedClass: ['wide'] } },
      scratch: { limits: { size: 1024 ** 3 }, choices: {} },
    },
    limits: { replicas: 5, cpu: '2', memory: '4Gi', volume: '10Gi' },
    forbiddenRanges: ['10.96.0.0/12'],
    egress: 'fqdn',
    retentionDays: 7,
    agePublicKey: 'age1',
    mail: false,
    organisationProvider: false,
    ...overrides,
  }
}

const open: ClusterView = { profile: aProfile(), available: true, draining: false }

function check(text: string, view: Partial<ClusterView> | null = {}, previous: Sections | null = null) {
  const read = readProjectFile(text, catalogue)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const clusters = new Map([
    ['cluster-b', open],
    ...(view === null ? [] : [['cluster-a', { ...open, ...view }] as const]),
  ])
  const before = previous === null ? null : aProjectFile(previous)
  return checkAgainstClusters(read.file, { previous: before, clusters, catalogue, source: read.source })
}

const volume = { services: 'data: { type: volume }' }

describe('a new deployment is refused, at the mark, for', () => {
  test.each<readonly [string, Sections, ProblemCode, string, Partial<ClusterView> | null]>([
    [
      'a cluster that does not exist',
      { deployments: 'live: { cluster: ‸cluster-c }' },
      'CLUSTER_UNKNOWN',
      'Did you mean',
      {},
    ],
    [
      'a cluster that is not open to the project',
      { deployments: 'live: { cluster: ‸cluster-a }' },
      'CLUSTER_UNKNOWN',
      'cluster-b',
      { available: false },
    ],
    [
      'a cluster that takes no new ones',
      { deployments: 'live: { cluster: ‸cluster-a }' },
      'CLUSTER_DRAINING',
      'cluster-b',
      { draining: true },
    ],
    [
      'a type that is not offered',
      { services: 'orders: { type: ‸object-storage }' },
      'SERVICE_NOT_OFFERED',
      'postgresql',
      {},
    ],
    [
      'an extension that is not offered',
      { services: 'orders: { type: postgresql, extensions: ‸[pgcrypt] }' },
      'SERVICE_NOT_OFFERED',
      'Did you mean "pgcrypto"?',
      {},
    ],
    [
      'more connections than there are',
      { services: 'orders: { type: postgresql, connections: ‸500 }' },
      'LIMIT_EXCEEDED',
      'at most 100',
      {},
    ],
    [
      'more connections than there are, in the deployment',
      { deployments: 'live: { cluster: cluster-a, services: { orders: { connections: ‸500 } } }' },
      'LIMIT_EXCEEDED',
      'at most 100',
      {},
    ],
    [
      'a folder that is too large',
      { services: 'tmp: { type: scratch, size: ‸2Gi }', components: 'web: { image: a/b:1, mounts: { tmp: /tmp } }' },
      'LIMIT_EXCEEDED',
      'at most 1Gi',
      {},
    ],
    [
      'a volume that is too large',
      { services: 'data: { type: volume, size: ‸20Gi }', components: 'web: { image: a/b:1, mounts: { data: /data } }' },
      'LIMIT_EXCEEDED',
      'at most 10Gi',
      {},
    ],
    [
      'a class that is not offered',
      {
        services: 'data: { type: volume, class: ‸fast }',
        components: 'web: { image: a/b:1, mounts: { data: /data } }',
      },
      'SERVICE_NOT_OFFERED',
      '"standard"',
      {},
    ],
    [
      'too many pods',
      { components: 'web: { image: a/b:1, uses: [orders], replicas: ‸6 }' },
      'LIMIT_EXCEEDED',
      'at most 5',
      {},
    ],
    [
      'too many pods at most',
      { components: 'web: { image: a/b:1, uses: [orders], autoscale: { min: 1, max: ‸6, cpu: 80 } }' },
      'LIMIT_EXCEEDED',
      'at most 5',
      {},
    ],
    [
      'too many pods in the deployment',
      { deployments: 'live: { cluster: cluster-a, components: { web: { replicas: ‸6 } } }' },
      'LIMIT_EXCEEDED',
      'at most 5',
      {},
    ],
    [
      'too much processor time',
      { components: 'web: { image: a/b:1, uses: [orders], resources: { cpu: ‸2500m } }' },
      'LIMIT_EXCEEDED',
      'at most 2',
      {},
    ],
    [
      'too much memory in the deployment',
      { deployments: 'live: { cluster: cluster-a, components: { web: { resources: { memory: ‸5Gi } } } }' },
      'LIMIT_EXCEEDED',
      'at most 4Gi',
      {},
    ],
    [
      'a destination inside the cluster',
      { components: 'web: { image: a/b:1, uses: [orders], egress: [‸"10.100.0.1:443"] }' },
      'VALUE_INVALID',
      '10.96.0.0/12',
      {},
    ],
    [
      "a host of one's own that is the cluster's",
      {
        components: 'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders] }',
        deployments: 'live: { cluster: cluster-a, hosts: [‸shop.a.example.org] }',
      },
      'VALUE_INVALID',
      'Write `host: shop`',
      {},
    ],
    [
      'several pods with a volume that one may have',
      { ...volume, components: 'web: { image: a/b:1, mounts: { data: /data }, replicas: ‸2 }' },
      'VALUE_INVALID',
      'only one pod',
      {},
    ],
    [
      'two components with a volume that one pod may have',
      {
        ...volume,
        components: 'web: { image: a/b:1, mounts: { data: /data } }\njob: { image: a/b:1, mounts: { ‸data: /data } }',
      },
      'VALUE_INVALID',
      'mounted by "web"',
      {},
    ],
  ])('%s', (_, sections, code, part, view) => {
    const { text, line, column } = marked(aProjectText(sections))
    const { problems } = check(text, view)
    expect(problems).toMatchObject([{ code, line, column }])
    expect(problems[0]?.message).toContain(part)
  })

  test('a name that is not known, offering only clusters that are open', () => {
    const { problems } = check(aProjectText({ deployments: 'live: { cluster: cluster-c }' }), { draining: true })
    expect(problems[0]?.validValues).toEqual(['cluster-b'])
  })
})

describe('a deployment is accepted with', () => {
  test.each<readonly [string, Sections, Partial<ClusterView>]>([
    [
      'several pods and a volume of a shared class',
      {
        services: 'data: { type: volume, class: wide }',
        components: 'web: { image: a/b:1, mounts: { data: /data }, replicas: 2 }',
      },
      {},
    ],
    [
      'a host to reach, where hosts are told apart',
      { components: 'web: { image: a/b:1, uses: [orders], egress: ["api.example.org:443"] }' },
      {},
    ],
    [
      'everything at its limit',
      {
        services: 'orders: { type: postgresql, connections: 100 }',
        components: 'web: { image: a/b:1, uses: [orders], replicas: 5, resources: { cpu: "2", memory: 4Gi } }',
      },
      {},
    ],
  ])('%s', (_, sections, view) => {
    expect(check(aProjectText(sections), view)).toEqual({ problems: [], notices: [] })
  })

  test.each<readonly [string, Sections, NoticeCode, Partial<ClusterView>]>([
    [
      'a notice where the cluster never reported',
      { deployments: 'live: { cluster: ‸cluster-a }' },
      'CLUSTER_NOT_SEEN',
      { profile: null },
    ],
    [
      'a notice where hosts are not told apart',
      { components: 'web: { image: a/b:1, uses: [orders], egress: [‸"api.example.org:443"] }' },
      'EGRESS_NOT_ENFORCED',
      { profile: aProfile({ egress: 'ports' }) },
    ],
  ])('%s', (_, sections, code, view) => {
    const { text, line, column } = marked(aProjectText(sections))
    expect(check(text, view)).toMatchObject({ problems: [], notices: [{ code, line, column }] })
  })
})

describe('a deployment that was accepted before', () => {
  const before: Sections = { deployments: 'live: { cluster: cluster-a }' }

  test('cannot move to another cluster', () => {
    const { text, line, column } = marked(aProjectText({ deployments: 'live: { cluster: ‸cluster-b }' }))
    const { problems } = check(text, {}, before)
    expect(problems).toMatchObject([
      { code: 'CLUSTER_FIXED', line, column, validValues: ['cluster-a'], remedies: [{ mutation: 'putDeployment' }] },
    ])
  })

  test.each<readonly [string, Partial<ClusterView> | null, NoticeCode]>([
    ['was removed', null, 'CLUSTER_GONE'],
    ['is no longer open to the project', { available: false }, 'CLUSTER_GONE'],
    ['takes no new ones', { draining: true }, 'CLUSTER_DRAINING'],
  ])('stays, with a notice, in a cluster that %s', (_, view, code) => {
    expect(check(aProjectText(before), view, before)).toMatchObject({ problems: [], notices: [{ code }] })
  })

  test('stays, with a notice, when its cluster offers less than it has', () => {
    const sections = { ...before, services: 'orders: { type: postgresql, connections: 500 }' }
    expect(check(aProjectText(sections), {}, sections)).toMatchObject({
      problems: [],
      notices: [{ code: 'CLUSTER_OFFERS_LESS' }],
    })
  })

  test('is refused what it asks for anew, though it had too much before', () => {
    const sections = { ...before, services: 'orders: { type: postgresql, connections: 500 }' }
    const next = { ...before, services: 'orders: { type: postgresql, connections: 501 }' }
    expect(check(aProjectText(next), {}, sections).problems).toMatchObject([{ code: 'LIMIT_EXCEEDED' }])
  })

  test('cannot have a smaller volume, and can have a larger one', () => {
    const mounted = { ...before, components: 'web: { image: a/b:1, mounts: { data: /data } }' }
    const { text, line, column } = marked(aProjectText({ ...mounted, services: 'data: { type: volume, size: ‸1Gi }' }))
    const old = { ...mounted, services: 'data: { type: volume, size: 2Gi }' }
    expect(check(text, {}, old).problems).toMatchObject([{ code: 'SHRINK_REFUSED', line, column }])
    const larger = aProjectText({ ...mounted, services: 'data: { type: volume, size: 3Gi }' })
    expect(check(larger, {}, old).problems).toEqual([])
  })

  test('does not open the door for another one', () => {
    const sections = { ...before, services: 'orders: { type: object-storage }' }
    const next = { ...sections, deployments: 'live: { cluster: cluster-a }\ntest: { cluster: cluster-b }' }
    expect(check(aProjectText(next), {}, sections)).toMatchObject({
      problems: [{ code: 'SERVICE_NOT_OFFERED' }],
      notices: [{ code: 'CLUSTER_OFFERS_LESS' }],
    })
  })
})

test('without a text there are no lines', () => {
  const file = aProjectFile({ deployments: 'live: { cluster: cluster-c }' })
  const { problems } = checkAgainstClusters(file, { previous: null, clusters: new Map(), catalogue })
  expect(problems).toMatchObject([{ code: 'CLUSTER_UNKNOWN', path: ['deployments', 'live', 'cluster'], line: null }])
})

test('what several deployments of a cluster have in common is told once', () => {
  const text = aProjectText({
    components: 'web: { image: a/b:1, uses: [orders], replicas: 9 }',
    deployments: 'live: { cluster: cluster-a }\ntest: { cluster: cluster-a }',
  })
  expect(check(text).problems).toHaveLength(1)
})
