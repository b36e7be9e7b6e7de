import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { RepositoryUnavailable } from './errors.ts'

export type GitOptions = {
  /** The bare repository. */
  readonly folder: string
  /** Name or path of the program. */
  readonly program?: string
  /** Where programs are found; the rest of our environment is not handed on. */
  readonly path?: string
  /** Further variables, such as a proxy or a file of certificates. */
  readonly environment?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

/** How one run ended. Git's own text is for our messages only after `describe`. */
export type GitResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string }

export type Git = {
  /** Runs to the end. Only a program that cannot run, or takes too long, is an error here. */
  run(
    args: readonly string[],
    more?: { input?: string; environment?: Readonly<Record<string, string>>; timeoutMs?: number },
  ): Promise<GitResult>
  /** The same, and a failure is `RepositoryUnavailable` with what we were doing. */
  must(doing: string, args: readonly string[], input?: string): Promise<string>
  /** A program that goes on, spoken to by its streams. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams
}

/** Nothing of the machine's or a user's settings, no hooks, no prompts, and no transport that runs commands. */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.askPass=true',
  'credential.helper=',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.ext.allow=never',
  'safe.directory=*',
  'safe.bareRepository=all',
  'transfer.credentialsInUrl=die',
  'core.quotePath=false',
  // What we answer as saved is on the disk.
  'core.fsync=committed,reference',
].flatMap((setting) => ['-c', setting])

const environment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_ALLOW_PROTOCOL: 'file:https:http:ssh:git',
  LC_ALL: 'C',
  HOME: '/nonexistent',
}

/** The `git` program by argument vector: no shell, time limits, and an environment of its own. */
export function createGit(options: GitOptions): Git {
  const program = options.program ?? 'git'
  const timeout = options.timeoutMs ?? 30_000
  const base = {
    ...environment,
    PATH: options.path ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...options.environment,
  }
  const whole = (args: readonly string[]): string[] => [`--git-dir=${options.folder}`, ...settings, ...args]

  const run: Git['run'] = (args, more = {}) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        program,
        whole(args),
        {
          env: { ...base, ...more.environment },
          timeout: more.timeoutMs ?? timeout,
          killSignal: 'SIGKILL',
          maxBuffer: 256 * 1024 * 1024,
          encoding: 'utf8',
        },
        (error, stdout, stderr) => {
          if (error === null) return resolve({ exitCode: 0, stdout, stderr })
          if (error.killed === true) return reject(tooLate(args[0], more.timeoutMs ?? timeout, error))
          if (typeof error.code === 'number') return resolve({ exitCode: error.code, stdout, stderr })
          return reject(new RepositoryUnavailable('broken', 'The git program cannot be run. Is it installed?', error))
        },
      )
      // Git may end before it has read everything; how it ended says more than the broken pipe.
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(more.input ?? '')
    })

  return {
    run,
    must: async (doing, args, input) => {
      const result = await run(args, input === undefined ? {} : { input })
      if (result.exitCode === 0) return result.stdout
      throw new RepositoryUnavailable('broken', `Git could not ${doing}: ${describe(result.stderr)}`)
    },
    start: (args) => spawn(program, whole(args), { env: base, stdio: 'pipe' }),
  }
}

function tooLate(command: string | undefined, timeoutMs: number, cause: unknown): RepositoryUnavailable {
  return new RepositoryUnavailable(
    'timeout',
    `git ${command ?? ''} took longer than ${timeoutMs / 1000} s and was ended.`,
    cause,
  )
}

/** What git said, short and without anything that an address may carry. */
export function describe(stderr: string): string {
  const lines = stderr
    .replaceAll(/\/\/[^@/\s]+@/g, '//')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'))
  return lines.slice(-3).join(' ').slice(0, 400) || 'it gave no reason.'
}
