/** What an error says, and what every cause of it says. */
export function messages(error: unknown): string[] {
  if (error instanceof AggregateError) return [error.message, ...error.errors.flatMap(messages)]
  if (error instanceof Error) return [error.message, ...(error.cause === undefined ? [] : messages(error.cause))]
  return [String(error)]
}
