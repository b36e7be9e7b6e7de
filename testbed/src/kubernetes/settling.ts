/** Work that is done again after every call, never twice at once; calls during a run make one more run. */
export type Settling = {
  readonly poke: () => void
  /** When what is running now has ended. */
  readonly idle: () => Promise<void>
}

/** `onError` is told of every run that failed; the next call runs again. */
export function settling(work: () => Promise<void>, onError: (error: unknown) => void): Settling {
  let running: Promise<void> | null = null
  let isWanted = false
  const loop = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false
      try {
        await work()
      } catch (error) {
        onError(error)
      }
    }
    running = null
  }
  return {
    poke: () => {
      isWanted = true
      running ??= loop()
    },
    idle: async () => {
      await running
    },
  }
}
