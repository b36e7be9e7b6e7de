import {
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { z } from 'zod'
import { argumentsOf } from './ways.ts'

/** What became of one field for one caller. `empty`: answered, with nothing in it; `hidden`: its type is not reached. */
export type Outcome = 'seen' | 'empty' | 'refused' | 'hidden'

export type Answer = {
  readonly text: string
  readonly data: unknown
  /** True if nothing at all came, which no field below the root can have caused. */
  readonly isClosed: boolean
  /** The field that was refused, and the code. */
  readonly refusals: readonly string[]
  readonly messages: readonly string[]
}

/** Asks as one caller; of a subscription all that comes at once. */
export type Ask = (document: string) => Promise<readonly Answer[]>

const Refusals = z.array(
  z.looseObject({
    message: z.string(),
    path: z.array(z.union([z.string(), z.number()])).optional(),
    extensions: z.looseObject({ code: z.string() }),
  }),
)

/** An answer as it came, with the last part of the path of every error. */
export function readAnswer(text: string): Answer {
  const { data = null, errors = [] } = JSON.parse(text) as { data?: unknown; errors?: unknown } // read below
  const parsed = Refusals.parse(errors)
  const refusals = parsed.map(({ path, extensions }) => `${path?.at(-1) ?? ''} ${extensions.code}`)
  const isAtRoot = parsed.length > 0 && parsed.every(({ path }) => path?.length === 1)
  const isClosed = data === null || (isAtRoot && Object.values(data ?? {}).every((value) => value === null))
  return { text, data, isClosed, refusals, messages: parsed.map(({ message }) => message) }
}

/** The object types of the public graph that are reached below the root fields. */
export function typesOf(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const roots = new Set<unknown>([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => !type.name.startsWith('__') && !roots.has(type))
}

/** The outcome of every field of a type, over all ways to it; the best counts, for one way shows what another hides. */
export async function walkType(
  type: GraphQLObjectType,
  ways: readonly string[],
  ask: Ask,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const fields = Object.keys(type.getFields())
  for (const way of ways) {
    const whole = await ask(fill(way, type, fields))
    const isWhole = whole.every(({ refusals }) => refusals.length === 0)
    const isClosed = whole.every((answer) => answer.isClosed)
    for (const field of fields) {
      // One field that is refused may take its neighbours with it, so then each is asked alone.
      const answers = isWhole || isClosed ? whole : await ask(fill(way, type, [field]))
      outcomes.set(field, better(outcomes.get(field), outcomeOf(type, field, answers)))
    }
  }
  return outcomes
}

function fill(way: string, type: GraphQLObjectType, fields: readonly string[]): string {
  const asked = fields.map((field) => `f_${field}: ${selectionOf(type, field)}`)
  const selection = `walked: __typename ${asked.join(' ')}`
  return way.replaceAll('…', selection)
}

function selectionOf(type: GraphQLObjectType, name: string): string {
  const field = type.getFields()[name]
  if (field === undefined) throw new Error(`${type.name} has no field ${name}`)
  const given = argumentsOf[`${type.name}.${name}`] ?? ''
  if (given === '' && field.args.some(isRequiredArgument)) throw new Error(`${type.name}.${name} needs arguments`)
  return `${name}${given}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`
}

function outcomeOf(type: GraphQLObjectType, field: string, answers: readonly Answer[]): Outcome {
  const alias = `f_${field}`
  const values = answers.flatMap(({ data }) => instancesOf(data, type.name)).filter((instance) => alias in instance)
  if (values.some((instance) => hasValue(instance[alias]))) return 'seen'
  if (answers.some(({ refusals }) => refusals.some((refusal) => refusal.startsWith(`${alias} `)))) return 'refused'
  return values.length > 0 ? 'empty' : 'hidden'
}

function hasValue(value: unknown): boolean {
  if (value === null || value === undefined) return false
  return Array.isArray(value) ? value.length > 0 : true
}

/** Every object of a type in an answer. */
function instancesOf(value: unknown, type: string): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each) => instancesOf(each, type))
  const here = 'walked' in value && value.walked === type ? [value as Record<string, unknown>] : []
  return [...here, ...Object.values(value).flatMap((each) => instancesOf(each, type))]
}

const order: readonly Outcome[] = ['hidden', 'refused', 'empty', 'seen']

function better(one: Outcome | undefined, other: Outcome): Outcome {
  return one !== undefined && order.indexOf(one) > order.indexOf(other) ? one : other
}
