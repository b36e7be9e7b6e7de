import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalogue } from '../services/catalogue.ts'
import { diffProjectFiles, type Change, type Effect } from './diff.ts'
import { aProjectFile, anEnvelope, type Sections } from './testing.ts'

const envelope = await anEnvelope()

const two = 'live: { cluster: cluster-a }\ntest: { cluster: cluster-b, components: { web: { image: "a/b:9" } } }'
const published = 'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders] }'

function diff(before: Sections | null, after: Sections | null): readonly Change[] {
  const [old, now] = [before, after].map((sections) => (sections === null ? null : aProjectFile(sections)))
  return diffProjectFiles(old ?? null, now ?? null, catalogue)
}

type Row = readonly [
  sentence: string,
  before: Sections,
  after: Sections,
  /** Kind and path of each change, the deployments it touches, and its effects. */
  changes: readonly (readonly [string, readonly string[], readonly Effect[]])[],
]

const rows: readonly Row[] = [
  ['nothing', {}, {}, []],
  [
    'nothing in another way of writing',
    { components: 'web: { image: a/b:1, port: 80, uses: [orders] }' },
    { components: 'web: { uses: [{ service: orders }], image: a/b:1, ports: { http: 80 } }' },
    [],
  ],
  [
    'what people read, which touches no deployment',
    {},
    { head: 'apiVersion: operations-manager/v1\nname: shop\ndescription: x' },
    [['ADDED description', [], []]],
  ],
  [
    'a member, which touches no deployment without sign-in',
    {},
    { members: '- { email: alice@example.org, role: owner }\n- { email: b@c.org, role: viewer }' },
    [['ADDED members.b@c.org', [], []]],
  ],
  [
    'a member where people sign in',
    { services: 'orders: { type: single-sign-on }' },
    { services: 'orders: { type: single-sign-on }', members: '- { email: bob@example.org, role: owner }' },
    [
      ['REMOVED members.alice@example.org', ['live'], []],
      ['ADDED members.bob@example.org', ['live'], []],
    ],
  ],
  [
    'an image, but not where a deployment has its own',
    { deployments: two },
    { deployments: two, components: 'web: { image: a/b:2, port: 8080, uses: [orders] }' },
    [['CHANGED components.web.image', ['live'], ['RESTART']]],
  ],
  [
    'replicas, which restart nothing',
    {},
    { components: 'web: { image: a/b:1, port: 8080, uses: [orders], replicas: 3 }' },
    [['ADDED components.web.replicas', ['live'], []]],
  ],
  [
    'a variable in one deployment',
    { deployments: two },
    { deployments: two.replace('image: "a/b:9"', 'image: "a/b:9", env: { A: b }') },
    [['ADDED deployments.test.components.web.env', ['test'], ['RESTART']]],
  ],
  [
    'a component that comes',
    {},
    { components: 'web: { image: a/b:1, port: 8080, uses: [orders] }\njob: { image: a/b:1 }' },
    [['ADDED components.job', ['live'], []]],
  ],
  [
    'a component that is published',
    { components: 'web: { image: a/b:1, port: 8080, uses: [orders] }' },
    { components: published },
    [['ADDED components.web.publish', ['live'], ['RESTART', 'EXPOSURE', 'NEW_ADDRESS']]],
  ],
  [
    'a component that is published no more',
    { components: published },
    { components: 'web: { image: a/b:1, port: 8080, uses: [orders] }' },
    [['REMOVED components.web.publish', ['live'], ['RESTART', 'ADDRESS_LOST']]],
  ],
  [
    'a host instead of the default address',
    { components: published },
    { components: published, deployments: 'live: { cluster: cluster-a, host: shop }' },
    [['ADDED deployments.live.hosts', ['live'], ['RESTART', 'NEW_ADDRESS', 'ADDRESS_LOST']]],
  ],
  [
    'a custom host beside the default address',
    { components: published },
    { components: published, deployments: 'live: { cluster: cluster-a, hosts: [a.example.org] }' },
    [['ADDED deployments.live.hosts', ['live'], ['RESTART', 'NEW_ADDRESS']]],
  ],
  [
    'a deployment that comes',
    { components: published },
    { components: published, deployments: 'live: { cluster: cluster-a }\ntest: { cluster: cluster-a }' },
    [['ADDED deployments.test', ['test'], ['EXPOSURE', 'NEW_ADDRESS']]],
  ],
  [
    'a deployment that goes with its data',
    { deployments: two },
    { deployments: 'live: { cluster: cluster-a }' },
    [['REMOVED deployments.test', ['test'], ['DATA_RETAINED']]],
  ],
  [
    'a service that goes with its data at once',
    { services: 'orders: { type: postgresql }\nold: { type: postgresql, deletion: delete }' },
    {},
    [['REMOVED services.old', ['live'], ['DATA_LOSS']]],
  ],
  [
    'a service that goes, its data at once in one deployment and later in the other',
    {
      services: 'orders: { type: postgresql }\nold: { type: postgresql }',
      deployments:
        'live: { cluster: cluster-a }\ntest: { cluster: cluster-a, services: { old: { deletion: delete } } }',
    },
    { deployments: 'live: { cluster: cluster-a }\ntest: { cluster: cluster-a }' },
    [
      ['REMOVED services.old', ['live', 'test'], ['DATA_LOSS', 'DATA_RETAINED']],
      ['REMOVED deployments.test.services', ['test'], []],
    ],
  ],
  [
    'a scratch folder that goes, which holds nothing',
    { services: 'orders: { type: postgresql }\ntmp: { type: scratch }' },
    {},
    [['REMOVED services.tmp', ['live'], []]],
  ],
  [
    'a setting, but not where a deployment has its own',
    {
      deployments:
        'live: { cluster: cluster-a }\ntest: { cluster: cluster-a, services: { orders: { connections: 5 } } }',
    },
    {
      services: 'orders: { type: postgresql, connections: 9 }',
      deployments:
        'live: { cluster: cluster-a }\ntest: { cluster: cluster-a, services: { orders: { connections: 5 } } }',
    },
    [['CHANGED services.orders.connections', ['live'], []]],
  ],
  [
    'a bucket that everybody can read',
    { services: 'orders: { type: object-storage }' },
    { services: 'orders: { type: object-storage, public: read }' },
    [['ADDED services.orders.public', ['live'], ['EXPOSURE']]],
  ],
  [
    'a setting that is turned off where it was on',
    {
      services: 'orders: { type: object-storage, versioning: true }',
    },
    {
      services: 'orders: { type: object-storage, versioning: true }',
      deployments: 'live: { cluster: cluster-a, services: { orders: { versioning: false } } }',
    },
    [['ADDED deployments.live.services', ['live'], []]],
  ],
  [
    'a variable that becomes empty, which is not the same as none',
    { components: 'web: { image: a/b:1, uses: [orders], env: { A: x, B: y } }' },
    { components: 'web: { image: a/b:1, uses: [orders], env: { A: "" } }' },
    [
      ['CHANGED components.web.env.A', ['live'], ['RESTART']],
      ['REMOVED components.web.env.B', ['live'], ['RESTART']],
    ],
  ],
  [
    'a component that is left out',
    { components: `${published}\njob: { image: a/b:1 }` },
    {
      components: `${published}\njob: { image: a/b:1 }`,
      deployments: 'live: { cluster: cluster-a, components: { web: { enabled: false } } }',
    },
    [['ADDED deployments.live.components', ['live'], ['ADDRESS_LOST']]],
  ],
]

test.each(rows)('%s', (_, before, after, expected) => {
  const found = diff(before, after).map(({ kind, path, deployments, effects }) => [
    `${kind} ${path.join('.')}`,
    deployments,
    effects,
  ])
  expect(found).toEqual(expected)
})

test('a sealed value is named and never shown', async () => {
  const sections = { components: 'web: { image: a/b:1, uses: [orders], secrets: [KEY] }' }
  const changes = diff(
    { ...sections, sealed: `web/KEY: ${envelope}` },
    { ...sections, sealed: `web/KEY: ${await anEnvelope()}` },
  )
  expect(changes).toEqual([
    {
      kind: 'CHANGED',
      path: ['sealed', 'web/KEY'],
      before: null,
      after: null,
      deployments: ['live'],
      effects: ['RESTART'],
    },
  ])
})

test('a sealed value touches no deployment that has a narrower one', () => {
  const sections = { components: 'web: { image: a/b:1, uses: [orders], secrets: [KEY] }', deployments: two }
  const narrow = `test/web/KEY: ${envelope}`
  const changes = diff({ ...sections, sealed: narrow }, { ...sections, sealed: `${narrow}\nweb/KEY: ${envelope}` })
  expect(changes).toMatchObject([{ path: ['sealed', 'web/KEY'], deployments: ['live'] }])
})

test('values before and after are those of the file', () => {
  expect(diff({}, { components: 'web: { image: a/b:2, port: 8080, uses: [orders] }' })).toMatchObject([
    { before: 'a/b:1', after: 'a/b:2' },
  ])
})

test('a new project is all additions, and one that goes all removals', () => {
  expect(new Set(diff(null, {}).map(({ kind }) => kind))).toEqual(new Set(['ADDED']))
  expect(new Set(diff({}, null).map(({ kind }) => kind))).toEqual(new Set(['REMOVED']))
})

test('there are differences one way exactly if there are the other way, with kinds exchanged', () => {
  const section = fc.record({
    components: fc.constantFrom(
      published,
      'web: { image: a/b:2, uses: [orders] }',
      `${published}\njob: { image: a/b:1, env: { A: b } }`,
    ),
    services: fc.constantFrom(
      'orders: { type: postgresql }',
      'orders: { type: postgresql, connections: 3 }',
      'orders: { type: object-storage }',
    ),
    deployments: fc.constantFrom('live: { cluster: cluster-a }', two, 'test: { cluster: cluster-b }'),
  })
  const opposite = { ADDED: 'REMOVED', REMOVED: 'ADDED', CHANGED: 'CHANGED' } as const
  fc.assert(
    fc.property(section, section, (before, after) => {
      const there = diff(before, after).map(({ kind, path }) => `${opposite[kind]} ${path.join('.')}`)
      const back = diff(after, before).map(({ kind, path }) => `${kind} ${path.join('.')}`)
      expect(there.toSorted()).toEqual(back.toSorted())
    }),
    { numRuns: 50 },
  )
})
