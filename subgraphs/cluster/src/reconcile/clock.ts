/** Time and chance, handed in so that tests own them. */
export type Clock = {
  now(): Date
  /** Calls back once after a while; answers how to call it off. */
  after(delayMs: number, call: () => void): () => void
  /** A number from 0 up to (not including) 1, for jitter. */
  random(): number
}

/** The real clock. Its timers do not keep the program alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  random: Math.random,
}
