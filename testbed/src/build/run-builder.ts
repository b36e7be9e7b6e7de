import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'

/** Runs a builder to its end with its words in a file; throws with the last of them if it fails. */
export async function runBuilder(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly logFile: string },
): Promise<void> {
  const log = await open(options.logFile, 'w', 0o600)
  try {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', log.fd, log.fd] })
    // A build that nobody waits for any more would go on for minutes.
    const end = (): void => void child.kill()
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null] // what `exit` hands on
    if (code === 0) return
    const words = (await readFile(options.logFile, 'utf8')).trimEnd().split('\n').slice(-20).join('\n')
    throw new Error(`${file} ended with ${signal ?? code}; all it said is in ${options.logFile}:\n${words}`)
  } finally {
    await log.close()
  }
}
