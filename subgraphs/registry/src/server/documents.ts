import { createHash } from 'node:crypto'
import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql'

/** A document that can be executed, or why it cannot. */
export type Checked = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] }

const remembered = 500

/** Parses and validates; each text once for each schema, as long as it is among the newest ones. */
export function createDocuments(): { of(schema: GraphQLSchema, source: string): Checked } {
  const bySchema = new WeakMap<GraphQLSchema, Map<string, Checked>>()
  return {
    of: (schema, source) => {
      const known = bySchema.get(schema) ?? new Map<string, Checked>()
      bySchema.set(schema, known)
      const key = createHash('sha256').update(source).digest('base64')
      const checked = known.get(key) ?? check(schema, source)
      known.delete(key)
      known.set(key, checked)
      const [oldest] = known.keys()
      if (known.size > remembered && oldest !== undefined) known.delete(oldest)
      return checked
    },
  }
}

function check(schema: GraphQLSchema, source: string): Checked {
  try {
    const document = parse(source, { maxTokens: 20_000 })
    const errors = validate(schema, document)
    return errors.length > 0 ? { errors } : { document }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}
