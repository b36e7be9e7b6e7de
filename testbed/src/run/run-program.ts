import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { programEnvironment } from '../config.ts'

const run = promisify(execFile)

/** Runs a program of the system to its end and returns what it printed; throws with its last words if it fails. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: {
    readonly cwd?: string
    readonly env?: Readonly<Record<string, string>>
    readonly limitMs?: number
    /** Ends it in the middle. */
    readonly signal?: AbortSignal
  } = {},
): Promise<string> {
  try {
    const { stdout } = await run(file, args, {
      cwd: options.cwd,
      env: { ...programEnvironment(), ...options.env },
      timeout: options.limitMs ?? 60_000,
      killSignal: 'SIGKILL',
      ...(options.signal !== undefined && { signal: options.signal }),
      maxBuffer: 16 * 1024 * 1024,
      encoding: 'utf8',
    })
    return stdout
  } catch (cause) {
    const words =
      cause instanceof Error && 'stderr' in cause && typeof cause.stderr === 'string' ? cause.stderr.trim() : ''
    const why = words === '' ? '' : `:\n${words.split('\n').slice(-20).join('\n')}`
    throw new Error(`${file} failed${why}`, { cause })
  }
}
