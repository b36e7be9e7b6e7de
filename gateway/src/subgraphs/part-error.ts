import { GraphQLError, type ExecutionResult } from 'graphql'
import type { PlanDocument } from './plan-document.ts'

/**
 * The answer in place of a subgraph that gave none: nulls, and a coded error at every place that stays empty. Lookups
 * fail only where they were asked, so the rest of the answer stands.
 */
export function failedPart(
  plan: PlanDocument,
  variables: Readonly<Record<string, unknown>> | undefined,
  error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> },
): ExecutionResult {
  const errors: GraphQLError[] = []
  for (const root of plan.roots) {
    const asked = root.representations === null ? undefined : variables?.[root.representations]
    if (!Array.isArray(asked)) {
      errors.push(at(error, [root.key]))
      continue
    }
    for (const [index, representation] of asked.entries()) {
      for (const field of root.fields.get(typeNameOf(representation)) ?? []) {
        errors.push(at(error, [root.key, index, field]))
      }
    }
  }
  return { data: null, errors }
}

function at(
  error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> },
  path: readonly (string | number)[],
): GraphQLError {
  return new GraphQLError(error.message, { path, extensions: error.extensions })
}

function typeNameOf(representation: unknown): string {
  if (typeof representation !== 'object' || representation === null || !('__typename' in representation)) return ''
  return String(representation.__typename)
}
