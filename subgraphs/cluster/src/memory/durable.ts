/**
 * A port in memory whose writing calls answer only when what they changed is kept, as a real server answers only when
 * it is on its disk. Without this a program that is killed forgets what it was told is there, such as credentials.
 */
export function durable<Port extends object>(
  port: Port,
  writing: readonly AsyncCall<Port>[] | 'all',
  flush: () => Promise<void>,
): Port {
  const names: ReadonlySet<string> = new Set(writing === 'all' ? Object.keys(port) : writing.map(String))
  const calls = Object.entries(port).flatMap(([name, call]: [string, unknown]) => {
    if (typeof call !== 'function' || !names.has(name)) return []
    const kept = (...given: unknown[]): unknown => {
      const answer: unknown = call.apply(port, given)
      return answer instanceof Promise ? answer.then((value: unknown) => flush().then(() => value)) : answer
    }
    return [[name, kept] as const]
  })
  return { ...port, ...Object.fromEntries(calls) }
}

/** The calls of a port that answer later. */
type AsyncCall<Port> = {
  [Name in keyof Port]-?: Port[Name] extends (...given: never[]) => Promise<unknown> ? Name : never
}[keyof Port]
