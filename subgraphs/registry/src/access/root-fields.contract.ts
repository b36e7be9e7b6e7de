import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { deploymentId, encodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import { ask, follow } from '../../test/client.ts'
import { aFile, apply } from '../../test/projects.ts'
import { person, type TestRegistry } from '../../test/registry.ts'
import { aRegistryWithClusters } from '../../test/registry-with-clusters.ts'
import { rootFields, type Names, type Needs, type RootField } from '../../test/root-fields.ts'

const roles = ['owner', 'admin', 'developer', 'viewer'] as const
const callers: Readonly<Record<string, Caller>> = {
  anonymous: { type: 'anonymous' },
  stranger: person('mallory'),
  viewer: person('vera'),
  developer: person('dave'),
  admin: person('ada'),
  owner: person('alice'),
  auditor: person('audrey'),
  operator: person('olga'),
}

/** Who may, beside operators; written down here once more, for the table of rights is what is tested. */
const allowed: Readonly<Record<Needs, readonly string[]>> = {
  signedIn: ['stranger', 'viewer', 'developer', 'admin', 'owner', 'auditor'],
  read: ['viewer', 'developer', 'admin', 'owner'],
  deploy: ['developer', 'admin', 'owner'],
  edit: ['developer', 'admin', 'owner'],
  setSecrets: ['developer', 'admin', 'owner'],
  removeData: ['admin', 'owner'],
  manageMembers: ['admin', 'owner'],
  manageTokens: ['admin', 'owner'],
  own: ['owner'],
  readAudit: ['auditor'],
  operate: [],
}

let registry: TestRegistry
let there: Names
let absent: Names

beforeAll(async () => {
  registry = await aRegistryWithClusters(inject('postgresUrl'))
  const members = { owner: 'alice', admin: 'ada', developer: 'dave', viewer: 'vera' }
  const file = (name: string): string =>
    aFile({ name, members: roles.map((role) => ({ email: `${members[role]}@example.org`, role })) })
  const { operation } = await apply(registry, person('alice'), file('shop-one'))
  const nameless = (project: string) => ({
    project,
    deployment: deploymentId({ cluster: 'cluster-a', project, deployment: 'production' }),
    cluster: 'cluster-a',
    newProject: 'shop-new',
  })
  there = { ...nameless('shop-one'), operation: operation.id, file: file('shop-one') }
  absent = {
    ...nameless('shop-two'),
    operation: encodeGlobalId('Operation', '00000000-0000-7000-8000-000000000000'),
    file: file('shop-two'),
  }
})
afterAll(() => registry.stop())

const fields = Object.entries(rootFields).flatMap(([kind, all]) =>
  Object.entries(all).map(([name, field]) => ({ kind, name, field })),
)

/** What a caller is answered: a code, `null` for what is not theirs to see, or `answered`. */
async function outcomeOf(kind: string, field: RootField, who: string, names: Names): Promise<string> {
  const caller = callers[who] ?? { type: 'anonymous' }
  const document = `${kind} { ${field.ask(names)} }`
  if (kind === 'subscription') return streamOutcome(caller, document)
  const { data, errors, status } = await ask(registry, caller, document)
  if (status !== 200) throw new Error(`${document}: ${JSON.stringify(errors)}`)
  if (errors !== undefined) return errors[0].extensions.code
  const [value] = Object.values(data as Record<string, unknown>)
  if (value === null || (Array.isArray(value) && value.length > 0 && value[0] === null)) return 'null'
  return /"(NOT_FOUND|NAME_TAKEN)"/.exec(JSON.stringify(value))?.[1] ?? 'answered'
}

async function streamOutcome(caller: Caller, document: string): Promise<string> {
  const stream = await follow(registry, caller, document)
  try {
    const { value } = await stream.next()
    return value.errors === undefined ? 'answered' : value.errors[0].extensions.code
  } finally {
    stream.stop()
  }
}

test('the table names every root field and no other', async () => {
  const query = `{ __schema {
    query: queryType { fields { name } } mutation: mutationType { fields { name } } subscription: subscriptionType { fields { name } }
  } }`
  const { data } = await ask(registry, person('alice'), query)
  for (const [kind, all] of Object.entries(rootFields)) {
    const names: string[] = data.__schema[kind].fields.map(({ name }: { name: string }) => name)
    expect(names.filter((name) => !name.startsWith('_')).toSorted()).toEqual(Object.keys(all).toSorted())
  }
})

test('nobody learns more than a type name without signing in, and no federation field answers', async () => {
  const nobody: Caller = { type: 'anonymous' }
  expect((await ask(registry, nobody, '{ __typename }')).data).toEqual({ __typename: 'Query' })
  for (const document of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
    const { errors } = await ask(registry, nobody, document)
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  }
})

describe('who may use a root field', () => {
  test.each(fields)('$kind $name', async ({ kind, field }) => {
    const seen: Record<string, string> = {}
    for (const who of Object.keys(callers)) seen[who] = await outcomeOf(kind, field, who, there)
    const { anonymous, ...others } = seen
    expect(anonymous).toBe('UNAUTHENTICATED')
    const may = Object.keys(others).filter((who) => !isRefused(who, others[who] ?? ''))
    expect(may).toEqual(Object.keys(others).filter((who) => who === 'operator' || allowed[field.needs].includes(who)))
  })
})

// To strangers, and to auditors apart from its records, a project that is not theirs is one that is not there, or a name that is taken.
function isRefused(who: string, outcome: string): boolean {
  return [
    'FORBIDDEN',
    'null',
    ...(who === 'stranger' || who === 'auditor' ? ['NOT_FOUND', 'NAME_TAKEN'] : []),
  ].includes(outcome)
}

describe('a stranger is told the same of what exists and of what does not', () => {
  // A name that is taken cannot be given again, and a file that would take it says so.
  const naming = new Set(['createProject', 'applyProjectFile'])
  test.each(fields.filter(({ name }) => !naming.has(name)))('$kind $name', async ({ kind, field }) => {
    const [one, two] = await Promise.all([there, absent].map((names) => wordsFor(kind, field, names)))
    expect(one).toBe(two)
  })
})

async function wordsFor(kind: string, field: RootField, names: Names): Promise<string> {
  const document = `${kind} { ${field.ask(names)} }`
  const stranger = callers['stranger'] as Caller
  if (kind === 'subscription') return streamOutcome(stranger, document)
  const { data, errors } = await ask(registry, stranger, document)
  return JSON.stringify({ data, errors }).replaceAll(names.project, 'PROJECT')
}
