/** Sends a signal to a process, or with a negative number to a group; one that has ended meanwhile needs none. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!isProcessGone(error)) throw error
  }
}

/** Whether a call failed because the process has ended. ESRCH of `/proc`: between opening and reading. */
export function isProcessGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}
