import type { TypedDocumentString } from '../../generated/graph.ts'
import { ask } from './ask.ts'

/** What the first view of a page is made from: throws what was wrong where nothing at all was answered. */
export async function answered<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  ...variables: Variables extends Record<string, never> ? [] : [Variables]
): Promise<Data> {
  const { data, errors } = await ask(document, ...variables)
  if (data !== null) return data
  throw new Error(errors.map(({ message }) => message).join(' '))
}
