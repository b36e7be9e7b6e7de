/**
 * A port in memory whose writing calls answer only when what they changed is kept, as a real server answers only when
 * it is on its disk. Without this a program that is killed forgets what it was told is there, such as credentials.
 */
export function durable<Port extends object>(
  port: Port,
  writing: readonly AsyncCall<Port>[],
  flush: () => Promise<void>,
): Port {
  const calls = writing.map((name) => {
    const call = port[name] as (...given: unknown[]) => Promise<unknown> // `AsyncCall` names nothing else
    const kept = async (...given: unknown[]): Promise<unknown> => {
      const answer = await call.apply(port, given)
      await flush()
      return answer
    }
    return [name, kept] as const
  })
  return { ...port, ...Object.fromEntries(calls) }
}

/** The calls of a port that answer later. */
type AsyncCall<Port> = {
  [Name in keyof Port]-?: Port[Name] extends (...given: never[]) => Promise<unknown> ? Name : never
}[keyof Port]
