/** How far one who follows has come. Followed logs have no cursor; they go on after the last line's moment. */
export type Place = { readonly cursor: string | null; readonly at: string | null }

export const nowhere: Place = { cursor: null, at: null }

/** The variables with which a document goes on from a place. */
export function variablesFrom(
  document: string,
  variables: Readonly<Record<string, unknown>>,
  { cursor, at }: Place,
): Readonly<Record<string, unknown>> {
  return {
    ...variables,
    ...(cursor !== null && declares(document, 'after') ? { after: cursor } : {}),
    ...(cursor === null && at !== null && declares(document, 'since') ? { since: at } : {}),
  }
}

/** The place after an event: its cursor, and the moment that its first field names. */
export function placeAfter(before: Place, cursor: string | null, data: unknown): Place {
  return { cursor: cursor ?? before.cursor, at: momentOf(data) ?? before.at }
}

/** When an event happened, if its document asks for `at`. */
export function momentOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null
  const [field] = Object.values(data) as unknown[]
  if (typeof field !== 'object' || field === null || !('at' in field)) return null
  return typeof field.at === 'string' ? field.at : null
}

/** An event without a moment of its own counts as caught up if it comes so soon after a break. */
const catchUpMs = 2_000

/** Whether an event happened before one heard again, which is when it came late. */
export function isBefore(moment: string | null, heardAgainAt: number): boolean {
  return moment === null ? Date.now() < heardAgainAt + catchUpMs : Date.parse(moment) < heardAgainAt
}

// Only the head of an operation declares variables, before its first brace.
function declares(document: string, variable: string): boolean {
  const head = document.slice(0, document.indexOf('{'))
  return new RegExp(`\\$${variable}\\s*:`).test(head)
}
