import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploymentId, encodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import { rootFields, type Names } from '../../subgraphs/registry/test/root-fields.ts'
import { Repository } from '../faults/repository.ts'
import { startSystem, type System } from '../system/start-system.ts'
import { callers, emailOf, tokensOf, type Caller } from './callers.ts'
import { asking } from './doors.ts'
import { closedDoors, healthOf, linkCloseCode, schemaStatus, subgraphDoors, webSocketOutcome } from './other-doors.ts'
import { makePark, project } from './park.ts'
import { rules, ruleOf, table, withoutValue, type Rule } from './rules.ts'
import { typesOf, walkType, type Ask, type Outcome } from './walk.ts'
import { waysIn, type Park } from './ways.ts'

let system: System
let schema: GraphQLSchema
let park: Park
let tokens: Readonly<Record<Caller, string | null>>
/** Those to whom the project is one that is not there. */
const outsiders = [
  'nobody',
  'stranger',
  'unverified',
  'otherAccount',
  'revokedToken',
  'expired',
  'otherAudience',
  'otherKey',
  'unsigned',
] as const satisfies readonly Caller[]
/** By caller, then by `Type.field`. */
const outcomes = new Map<Caller, ReadonlyMap<string, Outcome>>()
/** Everything that each caller was answered. */
const heard = new Map<Caller, string[]>()

beforeAll(async () => {
  let repository: Repository | null = null
  system = await startSystem({
    settings: async (_, dataFolder) => {
      repository = await Repository.make(join(dataFolder, 'elsewhere', 'projects.git'))
      return { repository: pathToFileURL(repository.folder).href }
    },
  })
  if (repository === null) throw new Error('there is no repository')
  tokens = await tokensOf(system)
  const made = await makePark(system, repository, tokens)
  park = made.park
  tokens = { ...tokens, ...made.tokens }
  const [answer] = await askAs('stranger')(getIntrospectionQuery())
  schema = buildClientSchema(answer?.data as IntrospectionQuery)
  // Whoever can change nothing gets into nobody's way.
  await Promise.all(outsiders.map(async (caller) => outcomes.set(caller, await walkAs(caller))))
  for (const caller of callers.filter((one) => !outcomes.has(one))) outcomes.set(caller, await walkAs(caller))
}, 300_000)

afterAll(() => system?.stop())

function askAs(caller: Caller): Ask {
  // Whoever tries tokens that are none is slowed by address, and must not slow those who come with good ones.
  const from = caller === 'revokedToken' ? '127.0.0.2' : '127.0.0.1'
  const ask = asking(system.sandbox.addresses.graphql, tokens[caller], from)
  return async (document) => {
    const answers = await ask(document)
    heard.set(caller, [...(heard.get(caller) ?? []), ...answers.map(({ text }) => text)])
    return answers
  }
}

/** A container that ends again and again runs in between, and then has no problem: one look may miss it. */
const looksAt = ({ name }: GraphQLObjectType): number => (name === 'WorkloadProblem' ? 3 : 1)
/** Longer than such a container runs. */
const betweenLooksMs = 800

async function walkAs(caller: Caller): Promise<ReadonlyMap<string, Outcome>> {
  const found = new Map<string, Outcome>()
  const ways = waysIn(park)
  const walk = async (type: GraphQLObjectType, looks = looksAt(type)): Promise<void> => {
    const outcome = await walkType(type, ways[type.name] ?? [], askAs(caller))
    if (looks > 1 && ![...outcome.values()].includes('seen')) {
      await delay(betweenLooksMs)
      return walk(type, looks - 1)
    }
    for (const [field, value] of outcome) found.set(`${type.name}.${field}`, value)
  }
  const isFollowed = ({ name }: GraphQLObjectType) => ways[name]?.some((way) => way.startsWith('subscription')) === true
  const types = typesOf(schema)
  // Whoever follows mostly waits for what does not come, and waits beside the others.
  const followed = Promise.all(types.filter(isFollowed).map((type) => walk(type)))
  for (const type of types.filter((one) => !isFollowed(one))) await walk(type)
  await followed
  return found
}

const fieldsOf = (): readonly string[] =>
  typesOf(schema).flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))

describe('the table of who may see which field', () => {
  test('has every type and field of the public graph, and no other', () => {
    const types = typesOf(schema)
    expect(types.map(({ name }) => name).toSorted()).toEqual(Object.keys(table).toSorted())
    const named = Object.entries(table).flatMap(([type, rule]) =>
      Object.keys(rule)
        .filter((field) => field !== 'all')
        .map((field) => `${type}.${field}`),
    )
    expect([...named, ...Object.keys(withoutValue)].filter((field) => !fieldsOf().includes(field))).toEqual([])
    expect(Object.keys(waysIn(park)).toSorted()).toEqual(Object.keys(table).toSorted())
  })
})

describe('every field', () => {
  test('shows a value to somebody who may see it, so that it was really asked', () => {
    const shown = fieldsOf().filter((field) => [...outcomes.values()].some((found) => found.get(field) === 'seen'))
    const unseen = fieldsOf().filter((field) => !shown.includes(field))
    expect(unseen.toSorted()).toEqual(Object.keys(withoutValue).toSorted())
  })

  test.each(callers)('is seen by %s where the table says so, and nowhere else', (caller) => {
    const found = outcomes.get(caller) ?? new Map<string, Outcome>()
    const wrong = fieldsOf().flatMap((field) => {
      const [type = '', name = ''] = field.split('.')
      const rule = ruleOf(type, name)
      const may = rule !== null && (rules[rule] as readonly Caller[]).includes(caller)
      const outcome = found.get(field) ?? 'hidden'
      const isAnswered = outcome === 'seen' || outcome === 'empty' || field in withoutValue
      const isRight = may ? isAnswered : outcome !== 'seen'
      return isRight ? [] : [`${field}: ${outcome}, though the rule is ${rule ?? 'missing'}`]
    })
    expect(wrong).toEqual([])
  })

  test.each(outsiders)('tells %s not a word of the project', (caller) => {
    // Their own address is theirs.
    const said = (heard.get(caller) ?? []).map((text) => text.replaceAll(emailOf('owner'), ''))
    expect(said.filter((text) => text.includes('marigold'))).toEqual([])
  })
})

describe('every root field', () => {
  const fields = Object.entries(rootFields).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, field]) => ({ kind, name, field })),
  )

  /** Nobody owns what somebody without an address makes, and a token that reads makes nothing. */
  const createNone = new Set<Caller>(['unverified', 'readToken'])
  /** Root fields that are held against another rule here. */
  const differing: Readonly<Record<string, Rule>> = {
    // What would be undone here made nothing, so undoing it deletes nothing.
    revertOperation: 'deploy',
    // Of the whole installation, not of a project.
    audit: 'readWholeAudit',
    checkAuditChain: 'readWholeAudit',
  }

  test.each(fields)('$kind $name answers whom the table names', async ({ kind, name, field }) => {
    const may = rules[differing[name] ?? field.needs] as readonly Caller[]
    const ask = async (caller: Caller): Promise<readonly string[]> => {
      const outcome = await rootOutcome(caller, kind, field.ask({ ...namesOf(project), file: park.current }))
      const isMeant = may.includes(caller) && !(name === 'createProject' && createNone.has(caller))
      return isMeant === (outcome === 'answered') ? [] : [`${caller}: ${outcome}`]
    }
    const wrong: (readonly string[])[] = []
    // Mutations one after the other: two at once could get into each other's way.
    if (kind === 'mutation') for (const caller of callers) wrong.push(await ask(caller))
    else wrong.push(...(await Promise.all(callers.map(ask))))
    expect(wrong.flat()).toEqual([])
  })

  // A name that is taken cannot be given again, and a file that would take it says so.
  const naming = new Set(['createProject', 'applyProjectFile'])
  test.each(fields.filter(({ name }) => !naming.has(name)))(
    '$kind $name tells strangers the same of what exists and of what does not',
    async ({ kind, field }) => {
      for (const caller of ['stranger', 'unverified'] as const) {
        const [one, two] = await Promise.all(
          [project, 'no-such-shop'].map(async (name) => {
            const answers = await askAs(caller)(`${kind} { ${field.ask(namesOf(name))} }`)
            const said = answers.map(({ data, refusals, messages }) => ({ data, refusals, messages }))
            return JSON.stringify(said)
              .replaceAll(name, 'NAME')
              .replaceAll(/"(cursor|at)":"[^"]*"/g, '')
          }),
        )
        expect(one).toBe(two)
      }
    },
  )
})

/** What exists of a project, or what would be its names if there were one. */
function namesOf(name: string): Names {
  const isThere = name === project
  return {
    project: name,
    deployment: deploymentId({ cluster: 'cluster-a', project: name, deployment: 'production' }),
    operation: isThere ? park.failed : encodeGlobalId('Operation', '00000000-0000-7000-8000-000000000000'),
    file: park.file.replace(project, name),
    cluster: 'cluster-a',
    newProject: 'walk-new',
  }
}

/** A code, or `answered`: the code of a refusal, `null` for what is not theirs to see. */
async function rootOutcome(caller: Caller, kind: string, field: string): Promise<string> {
  const document = `${kind} { ${field.replaceAll('"web"', '"marigold-web"')} }`
  const [answer] = await askAs(caller)(document)
  const [refusal] = answer?.refusals ?? []
  if (refusal !== undefined) return refusal
  const [value] = Object.values((answer?.data ?? {}) as Record<string, unknown>) // an object of fields, as asked
  if (value === null || value === undefined || (Array.isArray(value) && value.length > 0 && value[0] === null))
    return 'null'
  const isOutside = ['auditor', ...outsiders].includes(caller)
  const hidden = isOutside ? /"(NOT_FOUND|NAME_TAKEN)"/.exec(JSON.stringify(value))?.[1] : undefined
  return hidden ?? 'answered'
}

describe('every other door', () => {
  test.each(['nobody', 'expired', 'otherAudience', 'otherKey', 'unsigned'] as const)(
    'the schema, its introspection and a WebSocket are closed to %s',
    async (caller) => {
      expect(await schemaStatus(system, tokens[caller])).toBe(401)
      const [answer] = await askAs(caller)(getIntrospectionQuery())
      expect(answer?.data).toBeNull()
      expect(await webSocketOutcome(system, tokens[caller])).not.toBe('data')
    },
  )

  test('the schema and a WebSocket are open to whoever signed in', async () => {
    expect(await schemaStatus(system, tokens.stranger)).toBe(200)
    expect(await webSocketOutcome(system, tokens.stranger)).toBe('data')
  })

  test('health says in which phase a program is, and nothing of what it works on', async () => {
    for (const text of await healthOf(system)) expect(text).not.toMatch(/marigold|walk|postgres|@/)
  })

  test('metrics, internal routes and the webhook are closed to whoever does not show their secret', async () => {
    for (const token of [null, tokens.operator, tokens.owner])
      for (const [door, status] of await closedDoors(system, token)) expect([door, status]).toEqual([door, 401])
  })

  test('the link is closed to whoever holds no key of a cluster', async () => {
    expect(await linkCloseCode(system)).toBe(4401)
  })

  test.each(['registry', 'cluster-a'] as const)(
    'the subgraph of %s takes only what the gateway sent to it',
    async (name) => {
      for (const [what, status] of await subgraphDoors(system, name, park.production, tokens.operator)) {
        expect([what, status]).toEqual([what, what === 'as the gateway sends it' ? 200 : 401])
      }
    },
  )
})
