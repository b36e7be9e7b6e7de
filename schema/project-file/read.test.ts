import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NoticeCode } from '../problems/notice.ts'
import { catalogue } from '../services/catalogue.ts'
import { readProjectFile } from './read.ts'
import { aComponentWith, aDeploymentWith } from './testing-rows.ts'
import { aProjectFile, aProjectText, anEnvelope, marked, type Sections } from './testing.ts'

const envelope = await anEnvelope()

/** What is noticed, at the mark. */
const notices: readonly (readonly [string, Sections, NoticeCode, string])[] = [
  [
    'a service that nobody uses',
    { services: 'orders: { type: postgresql }\n‸spare: { type: postgresql }' },
    'SERVICE_UNUSED',
    'add it to the `uses`',
  ],
  ['an image without a tag', { components: 'web: { image: ‸a/b, uses: [orders] }' }, 'IMAGE_UNPINNED', 'has no tag'],
  [
    'an image with a moving tag in a deployment',
    aDeploymentWith('components: { web: { image: "‸a/b:latest" } }'.replace('"‸', '‸"')),
    'IMAGE_UNPINNED',
    'latest',
  ],
  [
    'an image that runs as root',
    { components: 'web: { image: "‸nginx:1.29", uses: [orders] }'.replace('"‸', '‸"') },
    'IMAGE_MAY_RUN_AS_ROOT',
    'nginx-unprivileged',
  ],
  ['a port below 1024', aComponentWith('port: ‸80'), 'PORT_BELOW_1024', '8080'],
  ['a secret without a value', aComponentWith('secrets: [‸KEY]'), 'SECRET_NOT_SET', 'nothing is made of: live'],
  [
    'a secret of a registry without a value',
    { registries: 'ghcr: { url: ghcr.io, username: bot, secret: ‸TOKEN }' },
    'SECRET_NOT_SET',
    'every deployment waits',
  ],
  ['a sealed value that nothing names', { sealed: `‸web/OLD: ${envelope}` }, 'SEALED_UNUSED', 'can be removed'],
  [
    'a bucket that everybody can read',
    { services: '‸orders: { type: object-storage, public: read }' },
    'EXPOSED',
    'Everybody can read',
  ],
  [
    'a bucket that everybody can read in one deployment',
    {
      services: 'files: { type: object-storage }',
      components: 'web: { image: a/b:1, uses: [files] }',
      deployments: 'live: { cluster: cluster-a, services: { ‸files: { public: read } } }',
    },
    'EXPOSED',
    'Everybody can read',
  ],
  [
    'a deployment where nothing runs',
    { deployments: '‸live: { cluster: cluster-a, components: { web: { enabled: false } } }' },
    'NOTHING_RUNS',
    'no component is enabled',
  ],
  [
    'a call to what is left out',
    {
      components: 'web: { image: a/b:1, uses: [orders, { component: api }] }\napi: { image: a/b:1, port: 3000 }',
      deployments: 'live: { cluster: cluster-a, components: { ‸api: { enabled: false } } }',
    },
    'CALL_UNANSWERED',
    'left out of the deployment "live"',
  ],
]

describe('a file is accepted with a notice, at the mark, for', () => {
  test.each(notices)('%s', (_, sections, code, part) => {
    const { text, line, column } = marked(aProjectText(sections))
    const read = readProjectFile(text, catalogue)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(read.notices).toHaveLength(1)
    expect(read.notices[0]).toMatchObject({ code, line, column })
    expect(read.notices[0]?.message).toContain(part)
  })

  test.each<readonly [string, Sections]>([
    ['a pinned image that is no usual one', {}],
    [
      'a digest instead of a tag',
      { components: `web: { image: "nginxinc/x@sha256:${'0'.repeat(64)}", uses: [orders] }` },
    ],
    ['a secret that is sealed', { ...aComponentWith('secrets: [KEY]'), sealed: `web/KEY: ${envelope}` }],
    [
      'a secret that is sealed for its only deployment',
      { ...aComponentWith('secrets: [KEY]'), sealed: `live/web/KEY: ${envelope}` },
    ],
    [
      'a mounted service',
      { services: 'data: { type: volume }', components: 'web: { image: a/b:1, mounts: { data: /data } }' },
    ],
    ['an empty project', { services: '', components: '', deployments: '' }],
  ])('nothing in %s', (_, sections) => {
    expect(readProjectFile(aProjectText(sections), catalogue)).toMatchObject({ ok: true, notices: [] })
  })
})

describe('several problems', () => {
  test('are all told at once, in the order of the text', () => {
    const text = aProjectText({
      members: '- { email: alice, role: admin }',
      services: 'orders: { type: postgres }\nfiles: { type: object-storage, versionin: true }',
      components:
        'web:\n  image: https://x\n  prot: 80\n  uses: [order, { component: ap }, 7]\n  mounts: { nope: data }\n  env: { A: 1, 1B: x }\napi: { ports: {} }',
      deployments: 'live: { cluster: A, components: { wbe: {} } }\nregistries: {}',
    })
    const read = readProjectFile(text, catalogue)
    const found = read.ok ? [] : read.problems.map(({ code, path }) => `${code} ${path.join('.')}`)
    expect(found).toEqual([
      'VALUE_INVALID members.0.email',
      'VALUE_INVALID services.orders.type',
      'KEY_UNKNOWN services.files.versionin',
      'VALUE_INVALID components.web.image',
      'KEY_UNKNOWN components.web.prot',
      'REFERENCE_UNKNOWN components.web.uses.0',
      'REFERENCE_UNKNOWN components.web.uses.1.component',
      'VALUE_INVALID components.web.uses.2',
      'REFERENCE_UNKNOWN components.web.mounts.nope',
      'VALUE_INVALID components.web.mounts.nope',
      'VALUE_INVALID components.web.env.A',
      'NAME_INVALID components.web.env.1B',
      'VALUE_MISSING components.api.image',
      'NAME_INVALID deployments.live.cluster',
      'REFERENCE_UNKNOWN deployments.live.components.wbe',
      'VALUE_MISSING deployments.registries.cluster',
      'NAME_INVALID deployments.registries',
    ])
  })

  test('of the YAML and of what it says are told together', () => {
    const read = readProjectFile(
      aProjectText({ components: 'web:\n  image: !x a/b:1\n  image: c\n  prot: 1\n  uses: [orders]' }),
      catalogue,
    )
    expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual([
      'YAML_FEATURE',
      'YAML_DUPLICATE_KEY',
      'KEY_UNKNOWN',
    ])
  })

  test('are not invented: what a merge key was to bring is not missing', () => {
    const read = readProjectFile(
      aProjectText({ components: 'web: &w { image: a/b:1, uses: [orders] }\napi: { <<: *w }' }),
      catalogue,
    )
    expect(read.ok ? [] : read.problems.map(({ code }) => code)).toEqual(['YAML_FEATURE'])
  })
})

describe('a file after reading', () => {
  test('has its short forms made long', () => {
    const { components, deployments } = aProjectFile({
      components:
        'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders, { component: api }], egress: ["10.0.0.0/8:53", "a.example.org:443"] }\napi: { image: a/b:1, ports: { dns: { port: 5353, protocol: UDP } }, health: { deadline: 5m } }',
      deployments: 'live: { cluster: cluster-a, host: shop, hosts: [a.example.org] }',
    })
    expect(components['web']).toMatchObject({
      ports: { http: { port: 8080, protocol: 'TCP' } },
      publish: { port: null, path: '/', stripPath: false },
      uses: [
        { type: 'service', service: 'orders', prefix: null, as: {} },
        { type: 'component', component: 'api' },
      ],
      egress: [
        { type: 'cidr', cidr: '10.0.0.0/8', port: 53 },
        { type: 'host', host: 'a.example.org', port: 443 },
      ],
      replicas: null,
      writableRoot: false,
    })
    expect(components['api']).toMatchObject({
      ports: { dns: { port: 5353, protocol: 'UDP' } },
      health: { deadlineSeconds: 300 },
    })
    expect(deployments['live']?.hosts).toEqual([
      { type: 'label', label: 'shop' },
      { type: 'custom', host: 'a.example.org' },
    ])
  })

  test('has the defaults of its services, and in a deployment only what differs', () => {
    const { services, deployments } = aProjectFile({
      deployments: 'live: { cluster: cluster-a, services: { orders: { connections: 60, deletion: delete } } }',
    })
    expect(services['orders']).toMatchObject({
      type: 'postgresql',
      deletion: 'retain',
      settings: { extensions: [], connections: 20 },
    })
    expect(deployments['live']?.services['orders']).toEqual({ deletion: 'delete', settings: { connections: 60 } })
  })

  test('takes its display name from its name', () => {
    expect(aProjectFile()).toMatchObject({ name: 'shop', displayName: 'shop', description: '' })
  })
})

test('whatever is changed in a file, reading ends, and every problem has a place', () => {
  const text = aProjectText({
    registries: 'ghcr: { url: ghcr.io, username: bot, secret: TOKEN }',
    components:
      'web: { image: a/b:1, port: 8080, publish: {}, uses: [orders, { service: orders, as: { A: B } }], env: { A: b } }',
    deployments:
      'live: { cluster: cluster-a, host: shop, services: { orders: { connections: 3 } }, components: { web: { replicas: 3 } } }',
  })
  const parts = text.split(/(?<=[ {}[\]:,\n])/)
  const piece = fc.oneof(
    fc.constantFrom(...parts),
    fc.constantFrom('[]', '{}', 'null', '7', 'true', '"x"', 'constructor', '\n  ', '- '),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(parts.length - 1), piece), { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = [...parts]
      for (const [index, part] of changes) changed[index] = part
      const read = readProjectFile(changed.join(''), catalogue)
      for (const { line, column } of read.ok ? read.notices : read.problems) {
        expect(line).toBeGreaterThan(0)
        expect(column).toBeGreaterThan(0)
      }
    }),
    { numRuns: 200 },
  )
})
