import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isName } from '../project-file/names.ts'
import { joinName } from './join-name.ts'
import {
  accessKeyName,
  bucketName,
  clientIdName,
  databaseName,
  hostLabel,
  namespaceName,
  objectNames,
  policyName,
  realmName,
  roleName,
} from './names.ts'

const characters = fc.constantFrom('a', 'b', 'z', '0', '7', '-')

/** Names from few characters, so that different ids often give the same joined text. */
function aName(max: number, min = 1): fc.Arbitrary<string> {
  return fc
    .array(characters, { minLength: min, maxLength: max })
    .map((letters) => `a${letters.slice(1).join('')}`)
    .filter((name) => name.length >= min && isName('service', name))
}

const project = aName(30, 2)
const part = aName(30)
const instance = fc.record({ project, deployment: part, service: part })
const kubernetesName = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Ids whose parts joined by hyphens are one text: the same words, divided at other places. */
const lookalikes = fc
  .tuple(fc.array(aName(12), { minLength: 4, maxLength: 9 }), fc.nat(), fc.nat(), fc.nat(), fc.nat())
  .map(([words, a, b, c, d]) => [divide(words, a, b), divide(words, c, d)] as const)
  .filter((ids) => ids.every((id) => id.project.length >= 2 && Object.values(id).every((name) => name.length <= 30)))

function divide(words: readonly string[], a: number, b: number) {
  const first = 1 + (a % (words.length - 2))
  const second = first + 1 + (b % (words.length - first - 1))
  const join = (from: number, to: number) => words.slice(from, to).join('-')
  return { project: join(0, first), deployment: join(first, second), service: join(second, words.length) }
}

describe.each([
  ['a namespace', namespaceName, kubernetesName, ['project', 'deployment']],
  ['a host label', hostLabel, kubernetesName, ['project', 'deployment']],
  ['a role', roleName, /^[a-z][a-z0-9_]{0,62}$/, ['project', 'deployment', 'service']],
  ['a database', databaseName, /^[a-z][a-z0-9_]{0,62}$/, ['project', 'deployment', 'service']],
  ['a bucket', bucketName, /^(?!.*--)[a-z][a-z0-9-]{1,61}[a-z0-9]$/, ['project', 'deployment', 'service']],
  ['an access key', accessKeyName, /^[a-z0-9-]{20,128}$/, ['project', 'deployment', 'service']],
  ['a policy', policyName, /^[a-z0-9-]{20,128}$/, ['project', 'deployment', 'service']],
  ['a client', clientIdName, /^[a-z0-9-]{1,255}$/, ['project', 'deployment', 'service']],
] as const)('the name of %s', (_, nameOf, form, keys) => {
  const identity = (id: Record<string, string>) => JSON.stringify(keys.map((key) => id[key]))

  test('is one that its backend takes', () => {
    fc.assert(
      fc.property(instance, (id) => form.test(nameOf(id))),
      { numRuns: 500 },
    )
  })

  test('is never that of another id', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(instance, instance), lookalikes), ([one, other]) => {
        expect(nameOf(one) === nameOf(other)).toBe(identity(one) === identity(other))
      }),
      { numRuns: 2_000 },
    )
  })
})

test('the name of a realm is never that of another project or cluster', () => {
  fc.assert(
    fc.property(lookalikes, ([one, other]) => {
      const realmOf = ({ project, service }: typeof one) => realmName({ project, cluster: service })
      expect(realmOf(one) === realmOf(other)).toBe(one.project === other.project && one.service === other.service)
    }),
  )
})

test.each([63, 60, 30, 20])('no two of all the short ids give one name under a limit of %i', (max) => {
  const names = ['a', '1', '-'].flatMap((x) =>
    ['a', '1', '-', ''].flatMap((y) => ['a', '1', '-', ''].map((z) => `a${x}${y}${z}`)),
  )
  const valid = [...new Set(['a', ...names])].filter((name) => isName('service', name))
  const ids = valid.flatMap((a) => valid.flatMap((b) => valid.map((c) => [a, b, c])))
  expect(new Set(ids.map((id) => joinName(id, { max }))).size).toBe(ids.length)
})

test.each([
  ['plain while it can be read one way only', ['webshop', 'staging'], 'webshop-staging'],
  ['plain where a part goes on with a digit', ['registers', 'pr-17'], 'registers-pr-17'],
  ['plain for a project with hyphens', ['web-shop', 'production', 'orders'], 'web-shop-production-orders'],
] as const)('a joined name is %s', (_, parts, expected) => {
  expect(joinName(parts, { max: 63 })).toBe(expected)
})

test('a-b with c and a with b-c are different names, and the second ends in a hash', () => {
  expect(joinName(['a-b', 'c'], { max: 63 })).toBe('a-b-c')
  expect(joinName(['a', 'b-c'], { max: 63 })).toMatch(/^a-b-c-[0-9][0-9a-z]{7}$/)
})

test('a name that looks as if it ended in a hash gets one, so it cannot take the place of a hashed name', () => {
  const hashed = joinName(['a', 'b-c'], { max: 63 })
  expect(joinName([hashed], { max: 63 })).not.toBe(hashed)
})

test('a cut name ends in eight characters of a hash and stays within its limit', () => {
  const long = { project: 'a'.repeat(30), deployment: 'b'.repeat(30), service: 'c'.repeat(30) }
  expect(bucketName(long)).toMatch(/^a{30}-b{23}-[0-9][0-9a-z]{7}$/)
  expect(bucketName(long)).toHaveLength(63)
  expect(bucketName({ ...long, service: 'c'.repeat(29) })).not.toBe(bucketName(long))
})

test('objects of one namespace that are of one kind never share a name', () => {
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const secrets = (component: string, service: string) => [
        objectNames.credentials(service),
        objectNames.pendingCredentials(service),
        objectNames.binding(component, service),
        objectNames.variables(component),
        objectNames.pull(service),
      ]
      expect(secrets(a, b).every((name) => kubernetesName.test(name))).toBe(true)
      expect(new Set(secrets(a, b)).size).toBe(5)
      expect(objectNames.binding(a, b) === objectNames.binding(c, d)).toBe(a === c && b === d)
    }),
  )
})

test('the server of an instance is called like no component, and fits', () => {
  fc.assert(
    fc.property(part, part, (service, other) => {
      expect(objectNames.server(service)).toMatch(kubernetesName)
      expect(isName('component', objectNames.server(service))).toBe(false)
      expect(objectNames.server(service) === objectNames.server(other)).toBe(service === other)
    }),
  )
})

test('objects that stand for one generation fit the limit and change with it', () => {
  const longest = 'a'.repeat(30)
  expect(objectNames.before(longest, 'one')).not.toBe(objectNames.before(longest, 'two'))
  expect(objectNames.ingress(longest, 'shop.example.org')).toMatch(kubernetesName)
})
