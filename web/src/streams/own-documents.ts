import * as graph from '../../generated/graph.ts'

const own = new Set(
  Object.values(graph)
    .filter((value) => value instanceof graph.TypedDocumentString)
    .map(String)
    .filter((text) => /^\s*subscription\b/.test(text)),
)

/** Whether a page of this version asks for this; a stream carries nothing else, and nothing that changes anything. */
export function isOwnSubscription(document: string): boolean {
  return own.has(document)
}
