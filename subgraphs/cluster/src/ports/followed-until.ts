/** Resolves when the signal aborts, after `stop`, which is called at once then. */
export function followedUntil(signal: AbortSignal, stop: () => void): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop()
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
