import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'

export type BuilderOptions = {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly logFile: string
  /** Ends it in the middle: a build that nobody waits for any more would go on for minutes. */
  readonly signal: AbortSignal | undefined
}

/** Runs a builder to its end with its words in a file; throws with the last of them if it fails. */
export async function runBuilder(file: string, args: readonly string[], options: BuilderOptions): Promise<void> {
  options.signal?.throwIfAborted()
  const log = await open(options.logFile, 'w', 0o600)
  try {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', log.fd, log.fd] })
    const end = (): void => void child.kill()
    process.once('exit', end)
    options.signal?.addEventListener('abort', end)
    child.once('exit', () => {
      process.off('exit', end)
      options.signal?.removeEventListener('abort', end)
    })
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null] // what `exit` hands on
    if (code === 0) return
    options.signal?.throwIfAborted()
    const words = (await readFile(options.logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n')
    throw new Error(`${file} ended with ${signal ?? code}; all it said is in ${options.logFile}:\n${words}`)
  } finally {
    await log.close()
  }
}
