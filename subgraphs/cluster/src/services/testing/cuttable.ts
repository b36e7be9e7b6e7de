import { PortError } from '../../ports/port-error.ts'

export type Cuttable<Port> = {
  readonly port: Port
  /** From now on every call fails as if the backend were away; `null` brings it back. */
  readonly cut: (message: string | null) => void
  /** Lets so many writing calls through, and then every one fails: as for a program that was killed there. */
  readonly cutAfterWrites: (count: number) => void
}

const reads = /^(read|list|find|can|try|dryRun|watch|logs|followLogs)/

/** A port whose backend can be taken away, as a whole or after some writes. */
export function cuttable<Port extends object>(real: Port): Cuttable<Port> {
  let away: string | null = null
  let left = Number.POSITIVE_INFINITY
  const port = new Proxy(real, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function' || typeof name === 'symbol') return value
      const call = value.bind(target) as (...args: unknown[]) => unknown // a method of the port
      return (...args: unknown[]) => {
        if (!reads.test(name)) left -= 1
        if (left < 0) away ??= 'killed here'
        return away === null ? call(...args) : Promise.reject(new PortError('kubernetes', 'unavailable', away))
      }
    },
  })
  return {
    port,
    cut: (message) => {
      away = message
      left = Number.POSITIVE_INFINITY
    },
    cutAfterWrites: (count) => {
      left = count
    },
  }
}
