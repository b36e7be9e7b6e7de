import { GraphQLScalarType, Kind } from 'graphql'

/** Moments as ISO 8601 in UTC with milliseconds, whether stored as a date or reported as a text. */
export const dateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: (value) => {
    const date = value instanceof Date ? value : new Date(String(value))
    if (Number.isNaN(date.getTime())) throw new TypeError('DateTime cannot represent what is no moment')
    return date.toISOString()
  },
  parseValue: (value) => parseMoment(value),
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? node.value : null),
})

function parseMoment(value: unknown): string {
  const date = typeof value === 'string' ? new Date(value) : null
  if (date === null || Number.isNaN(date.getTime())) {
    throw new TypeError('DateTime must be a text such as "2026-11-23T14:00:00.000Z"')
  }
  return date.toISOString()
}
