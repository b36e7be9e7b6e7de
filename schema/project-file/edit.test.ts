import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../services/catalogue.ts'
import { editProjectFile, type Edit } from './edit.ts'
import { readProjectFile } from './read.ts'
import { anEnvelope } from './testing.ts'

const envelope = (parse(`a: ${await anEnvelope()}`) as { a: string }).a

const webshop = readFileSync(new URL('examples/webshop.yaml', import.meta.url), 'utf8')

/** Lines that went (`-`) and came (`+`), in the order of the text. */
function difference(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const lengths = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        old[i] === now[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const result: string[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) [i, j] = [i + 1, j + 1]
    else if (i < old.length && (j >= now.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      result.push(`-${old[i++]}`)
    else result.push(`+${now[j++]}`)
  }
  return result
}

function edited(text: string, ...edits: readonly Edit[]): string {
  const result = editProjectFile(text, edits)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.text
}

const set = (path: string, value: unknown): Edit => ({ type: 'set', path: path.split('.'), value })
const remove = (path: string): Edit => ({ type: 'remove', path: path.split('.') })

describe('an edit of the example changes these lines and no others:', () => {
  test.each<readonly [string, readonly Edit[], readonly string[]]>([
    [
      'an image',
      [set('components.api.image', 'ghcr.io/example/webshop-api:1.5.0')],
      ['-    image: ghcr.io/example/webshop-api:1.4.0', '+    image: ghcr.io/example/webshop-api:1.5.0'],
    ],
    [
      'an image in brackets, which keeps its quotes',
      [set('deployments.production.components.api.image', 'a/b:2')],
      [
        "-      api: { image: 'ghcr.io/example/webshop-api:1.4.1', env: { FEATURE_X: 'off' } }",
        "+      api: { image: 'a/b:2', env: { FEATURE_X: 'off' } }",
      ],
    ],
    [
      'an image in a deployment that had none',
      [set('deployments.staging.components.api.image', 'a/b:2')],
      ['+      api: { image: a/b:2 }'],
    ],
    [
      'replicas',
      [set('deployments.production.components.web.replicas', 4)],
      ['-      web: { replicas: 3 }', '+      web: { replicas: 4 }'],
    ],
    ['a new key, where people look for it', [set('components.worker.replicas', 2)], ['+    replicas: 2']],
    [
      'a key at the top, where people look for it',
      [remove('description'), set('description', 'x: y')],
      ['-description: Shop of the parks department', '+description: "x: y"'],
    ],
    [
      'a variable, quoted where an older reader would misread it',
      [set('components.api.env.MODE', 'no')],
      ['+      MODE: "no"'],
    ],
    ['the first variable of a component', [set('components.worker.env.MODE', 'a')], ['+    env:', '+      MODE: a']],
    [
      'the last variable, whose map goes with it',
      [remove('components.web.env.LOG_LEVEL')],
      ['-    env:', '-      LOG_LEVEL: info'],
    ],
    [
      'the last thing that differs in a deployment',
      [remove('deployments.staging.components.worker.enabled')],
      ['-    components:', '-      worker: { enabled: false }'],
    ],
    [
      'a key of `publish`, which means something when empty',
      [remove('components.web.publish.path')],
      ['-    publish: { path: / }', '+    publish: {}'],
    ],
    [
      'a member',
      [
        {
          type: 'put-item',
          path: ['members'],
          match: [{ email: 'bob@example.org' }],
          value: { email: 'bob@example.org', role: 'admin' },
        },
      ],
      ['-  - { email: bob@example.org, role: developer }', '+  - { email: bob@example.org, role: admin }'],
    ],
    [
      'a new member',
      [
        {
          type: 'put-item',
          path: ['members'],
          match: [{ email: 'x@example.org' }],
          value: { email: 'x@example.org', role: 'viewer' },
        },
      ],
      ['+  - { email: x@example.org, role: viewer }'],
    ],
    [
      'a member who goes',
      [{ type: 'remove-item', path: ['members'], match: [{ email: 'bob@example.org' }] }],
      ['-  - { email: bob@example.org, role: developer }'],
    ],
    [
      'a use in its long form',
      [{ type: 'remove-item', path: ['components', 'api', 'uses'], match: ['uploads', { service: 'uploads' }] }],
      ['-      - { service: uploads, as: { S3_BUCKET: OBJECT_STORE_BUCKET_NAME } }'],
    ],
    [
      'a use in brackets',
      [{ type: 'put-item', path: ['components', 'worker', 'uses'], match: ['uploads'], value: 'uploads' }],
      ['-    uses: [orders]', '+    uses: [orders, uploads]'],
    ],
    [
      'a list that goes with its last entry',
      [{ type: 'remove-item', path: ['components', 'worker', 'uses'], match: ['orders'] }],
      ['-    uses: [orders]'],
    ],
    [
      'a service',
      [set('services.queue', { type: 'postgresql', connections: 3 })],
      ['+  queue: { type: postgresql, connections: 3 }'],
    ],
    [
      'the first sealed value',
      [{ type: 'set', path: ['sealed', 'api/PAYMENT_KEY'], value: envelope }],
      ['+sealed:', '+  api/PAYMENT_KEY: |-', ...envelope.split('\n').map((line) => `+    ${line}`)],
    ],
    [
      'a component, with the comment that speaks of it',
      [
        remove('components.web'),
        remove('deployments.production.components.web'),
        remove('deployments.production.host'),
      ],
      [
        '-  # The public face; signs people in.',
        '-  web:',
        '-    image: ghcr.io/example/webshop-web:1.4.0',
        '-    port: 8080',
        '-    publish: { path: / }',
        '-    uses: [signin, { component: api }]',
        '-    env:',
        '-      LOG_LEVEL: info',
        '-    health: { path: /healthz }',
        '-    resources: { cpu: 250m, memory: 256Mi }',
        '-    host: webshop',
        '-      web: { replicas: 3 }',
      ],
    ],
    [
      'a component and a deployment',
      [
        set('components.cron', { image: 'a/b:1', uses: ['orders'], resources: { cpu: '1' } }),
        set('deployments.pr-1', { cluster: 'cluster-a', components: { web: { enabled: false } } }),
      ],
      [
        '+  cron:',
        '+    image: a/b:1',
        '+    uses: [orders]',
        '+    resources: { cpu: "1" }',
        '+  pr-1:',
        '+    cluster: cluster-a',
        '+    components:',
        '+      web: { enabled: false }',
      ],
    ],
    ['nothing, where it is so already', [set('components.worker.image', 'ghcr.io/example/webshop-api:1.4.0')], []],
  ])('%s', (_, edits, lines) => {
    const text = edited(webshop, ...edits)
    expect(difference(webshop, text)).toEqual(lines)
    expect(readProjectFile(text, catalogue)).toMatchObject({ ok: true })
  })
})

describe('however a file is written, only what is named changes:', () => {
  test.each<readonly [string, string, Edit, string]>([
    [
      'a comment beside the value',
      'a: { b: 1 } # why\nc: old   # because\n',
      set('c', 'new'),
      'a: { b: 1 } # why\nc: new   # because\n',
    ],
    [
      'a comment inside brackets',
      'a: {\n  b: 1, # one\n  c: 2 # two\n}\n',
      set('a.d', 3),
      'a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3\n}\n',
    ],
    [
      'a line inside brackets',
      'a: [\n  x, # one\n  y, # two\n]\n',
      { type: 'remove-item', path: ['a'], match: ['x'] },
      'a: [\n  y, # two\n]\n',
    ],
    ['line ends of Windows', 'a: 1\r\nb:\r\n  c: 2\r\n', set('b.d', 3), 'a: 1\r\nb:\r\n  c: 2\r\n  d: 3\r\n'],
    ['no line end at the end', 'a: 1\nb: 2', set('c', 3), 'a: 1\nb: 2\nc: 3'],
    ['the last entry without a line end', 'a: 1\nb: 2', remove('b'), 'a: 1'],
    [
      'lists that are not indented',
      'a:\n- x\n- y\nb: 1\n',
      { type: 'put-item', path: ['a'], match: ['z'], value: 'z' },
      'a:\n- x\n- y\n- z\nb: 1\n',
    ],
    [
      'maps in lists',
      'a:\n  - n: 1\n    m: 2\n  - n: 3\n',
      { type: 'put-item', path: ['a'], match: [{ n: 3 }], value: { n: 3, k: 4 } },
      'a:\n  - n: 1\n    m: 2\n  - n: 3\n    k: 4\n',
    ],
    ['wide indentation', 'a:\n    b:\n        c: 1\n', set('a.b.d', 2), 'a:\n    b:\n        c: 1\n        d: 2\n'],
    ['a text over several lines', 'a: |\n  x\n  y\nb: 1\n', set('a', 'z'), 'a: z\nb: 1\n'],
    [
      'a text that becomes several lines, with a comment',
      'a: x # c\nb: 1\n',
      set('a', 'y\nz'),
      'a: |- # c\n  y\n  z\nb: 1\n',
    ],
    ['several lines in brackets', 'a: { b: x }\n', set('a.b', 'y\nz'), 'a: { b: "y\\nz" }\n'],
    ['several lines anew', 'a: |-\n  x\n  y\nb: 1\n', set('a', 'y\n\nz\n'), 'a: |\n  y\n\n  z\nb: 1\n'],
    ['a key without a value', 'a: # later\nb: 1\n', set('a', 'z'), 'a: z # later\nb: 1\n'],
    ['an empty map in brackets', 'a: {} # nothing\n', set('a.b', 1), 'a: # nothing\n  b: 1\n'],
    ['quotes', 'a: \'x\' # s\nb: "y"\n', set('b', 'z'), 'a: \'x\' # s\nb: "z"\n'],
    [
      'a comment that speaks of what follows inside',
      'a:\n  b: 1\n  # c: 2\nd: 1\n',
      set('e', 5),
      'a:\n  b: 1\n  # c: 2\nd: 1\ne: 5\n',
    ],
    [
      'comments at the top of the file',
      '# yaml-language-server: $schema=x\n\nname: a\n',
      set('name', 'b'),
      '# yaml-language-server: $schema=x\n\nname: b\n',
    ],
    ['a byte order mark', '\ufeffa: 1\nb: 2\n', set('b', 3), '\ufeffa: 1\nb: 3\n'],
    ['a mark of the document', '---\na: 1\n...\n', set('a', 2), '---\na: 2\n...\n'],
  ])('%s', (_, text, edit, expected) => {
    expect(edited(text, edit)).toBe(expected)
  })
})

describe('an edit is refused', () => {
  test.each<readonly [string, string, Edit, string]>([
    ['of what does not stand there', webshop, remove('components.nope'), 'NOT_FOUND'],
    [
      'of an entry that is not in the list',
      webshop,
      { type: 'remove-item', path: ['members'], match: [{ email: 'x@y.org' }] },
      'NOT_FOUND',
    ],
    ['into what is no map', webshop, set('name.first', 'x'), 'NOT_FOUND'],
    ['of a text that is not valid YAML', 'a: [\n', set('a', 1), 'YAML_SYNTAX'],
    ['that would leave a reference to nothing', 'a: &x { b: 1 }\nc: *x\n', remove('a'), 'YAML_FEATURE'],
  ])('%s', (_, text, edit, code) => {
    const result = editProjectFile(text, [edit])
    const outcome = result.ok ? 'none' : result.problems[0]?.code
    expect(outcome).toBe(code)
  })
})

test.each([
  ['through it', 'c.b', 'a: &x { b: 1 }\nc:\n  b: 2\n'],
  ['where it comes from', 'a.b', 'a: &x { b: 2 }\nc:\n  b: 1\n'],
])('a value with a reference, changed %s, is written out there and stays elsewhere', (_, path, expected) => {
  expect(edited('a: &x { b: 1 }\nc: *x\n', set(path, 2))).toBe(expected)
})

test('edits made one after the other give what they give together', () => {
  const path = fc.constantFrom(
    'components.api.image',
    'components.web.env.A',
    'deployments.staging.components.web.replicas',
    'services.extra',
    'sealed.api/PAYMENT_KEY',
    'displayName',
  )
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant({ type: 'scratch' }))
  fc.assert(
    fc.property(fc.array(fc.tuple(path, value), { maxLength: 4 }), (changes) => {
      const edits = changes.map(([where, what]) => set(where, what))
      const together = edited(webshop, ...edits)
      const apart = edits.reduce((text, edit) => edited(text, edit), webshop)
      expect(parse(together)).toEqual(parse(apart))
    }),
    { numRuns: 25 },
  )
})
