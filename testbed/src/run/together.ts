/**
 * Waits for all of several starts, also when one of them fails: what is started later than its testbed was closed would
 * be left behind.
 */
export async function together<T extends readonly unknown[]>(starts: {
  readonly [Index in keyof T]: Promise<T[Index]>
}): Promise<T> {
  const ended = await Promise.allSettled(starts)
  const reasons = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (reasons.length === 1) throw reasons[0]
  if (reasons.length > 1) throw new AggregateError(reasons, 'Several parts of the testbed did not start.')
  return await Promise.all(starts) // all of them have ended well
}
