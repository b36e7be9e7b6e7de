import type { ObjectStoragePort } from '../../../ports/object-storage.ts'

/** A port whose server goes away after so many calls. */
export function afterCalls(port: ObjectStoragePort, away: ObjectStoragePort, calls: number) {
  let left = calls
  const leaving = new Proxy(port, {
    get: (_target, name) => {
      const value: unknown = Reflect.get(port, name)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        left -= 1
        const call: unknown = Reflect.get(left < 0 ? away : port, name)
        return (call as (...args: unknown[]) => unknown)(...args) // both have the same functions
      }
    },
  })
  return { port: leaving, isGone: () => left < 0 }
}
