import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { baseEnvironment } from '../config.ts'
import { isBuilt, markBuilt, sourceHash } from './build.ts'

export type WebOptions = {
  readonly root: string
  readonly port: number
  readonly logFolder: string
  /** Its settings, secrets among them; building it needs none. */
  readonly env: Readonly<Record<string, string>>
  /** True to serve it from its sources as they are changed, without a build. */
  readonly isDevelopment?: boolean
  readonly say: (line: string) => void
  /** Told of each process, the first of its group, at once when it is there. */
  readonly onProcess?: (name: string, pid: number) => void
}

export type Web = { stop(): Promise<void> }

/** Builds the web application on first use, while the API is already up, and serves it. Failing is said, not fatal. */
export function startWeb(options: WebOptions): Web {
  const running: { child: ChildProcess | null; isStopping: boolean } = { child: null, isStopping: false }
  const work = serve(options, running).catch((error: unknown) => {
    if (!running.isStopping)
      options.say(`The web application is not available: ${error instanceof Error ? error.message : String(error)}`)
  })
  return {
    stop: async () => {
      running.isStopping = true
      const { child } = running
      if (child !== null && child.exitCode === null && child.signalCode === null) endGroup(child)
      await work
    },
  }
}

async function serve(options: WebOptions, running: { child: ChildProcess | null; isStopping: boolean }): Promise<void> {
  const { root, port, say, isDevelopment = false } = options
  const place = ['--port', String(port), '--hostname', '127.0.0.1']
  const serveFrom = async (command: 'start' | 'dev'): Promise<void> => {
    say(`The web application is at http://127.0.0.1:${port}`)
    const code = await run(options, running, [command, ...place], options.env)
    if (!running.isStopping)
      throw new Error(`it ended by itself (exit ${code}); see ${join(options.logFolder, 'web.log')}`)
  }
  if (isDevelopment) return serveFrom('dev')
  const hash = await sourceHash(root)
  if (!(await isBuilt(root, hash))) {
    say('Building the web application (once) …')
    const code = await run(options, running, ['build'], {})
    if (running.isStopping) return
    if (code !== 0) throw new Error(`its build failed; see ${join(options.logFolder, 'web.log')}`)
    await markBuilt(root, hash)
  }
  return running.isStopping ? undefined : serveFrom('start')
}

async function run(
  { root, logFolder, onProcess }: WebOptions,
  running: { child: ChildProcess | null },
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number | null> {
  const next = createRequire(join(root, 'web', 'package.json')).resolve('next/dist/bin/next')
  const log = createWriteStream(join(logFolder, 'web.log'), { flags: 'a', mode: 0o600 })
  const child = spawn(process.execPath, [next, ...args], {
    cwd: join(root, 'web'),
    env: { ...baseEnvironment(), ...env, NEXT_TELEMETRY_DISABLED: '1' },
    detached: true, // its helpers are in its group, and the whole group is ended
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.child = child
  if (child.pid !== undefined) onProcess?.('web', child.pid)
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  const [code] = await once(child, 'exit')
  log.end()
  return typeof code === 'number' ? code : null
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch (error) {
    // The group ended between the look and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
