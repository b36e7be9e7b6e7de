/** Calls of ports that change nothing outside. Everything else counts as a write. */
const reads = /^(read|list|find|databasesMarked|rolesMarked|can|try|dryRun|watch|logs|followLogs)/

export type Counted<Port> = { readonly port: Port; readonly writes: string[]; readonly reads: number }

/** A port that counts what is asked of the real one; each writing call goes through `around`. */
export function countWrites<Port extends object>(
  real: Port,
  around: (work: () => Promise<unknown>) => Promise<unknown> = (work) => work(),
): Counted<Port> {
  const writes: string[] = []
  const counted = { writes, reads: 0 }
  const port = new Proxy(real, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function' || typeof name === 'symbol') return value
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>
      return (...args: unknown[]) => {
        if (reads.test(name)) {
          counted.reads += 1
          return call(...args)
        }
        writes.push(name)
        return around(() => call(...args))
      }
    },
  })
  return Object.assign(counted, { port })
}
