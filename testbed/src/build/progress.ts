const everyMs = 15_000

/** Does long work and says every quarter of a minute that it goes on, and in the end how long it took. */
export async function withProgress<T>(say: (line: string) => void, what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`
  say(`${what} …`)
  const timer = setInterval(() => say(`${what} … ${seconds()}`), everyMs)
  try {
    const result = await work()
    say(`${what}: done after ${seconds()}`)
    return result
  } finally {
    clearInterval(timer)
  }
}
