import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { RepositoryUnavailable } from './errors.ts'
import type { Git } from './git.ts'

export type GitObject = { readonly id: string; readonly type: string; readonly content: Buffer }

/** Reads objects through one `git cat-file` that goes on, instead of a program for each. */
export type ObjectReader = {
  /** The object with this name (`<commit>:<path>`, a ref, an id), or null if there is none. */
  read(name: string): Promise<GitObject | null>
  close(): void
}

type Waiting = {
  readonly resolve: (object: GitObject | null) => void
  readonly reject: (error: Error) => void
}

/** The program is started when it is needed, and again when it ended. Answers come in the order of the questions. */
export function createObjectReader(git: Git, timeoutMs = 30_000): ObjectReader {
  let session: Session | null = null
  let isClosed = false

  return {
    read: (name) => {
      if (isClosed) return Promise.reject(new RepositoryUnavailable('broken', 'The repository is closed.'))
      if (name.includes('\n')) return Promise.resolve(null)
      session ??= startSession(git, timeoutMs, () => {
        session = null
      })
      return session.ask(name)
    },
    close: () => {
      isClosed = true
      session?.end()
    },
  }
}

type Session = { ask(name: string): Promise<GitObject | null>; end(): void }

function startSession(git: Git, timeoutMs: number, onEnd: () => void): Session {
  const child: ChildProcessWithoutNullStreams = git.start(['cat-file', '--batch'])
  const waiting: Waiting[] = []
  let received: Buffer = Buffer.alloc(0)
  let timer: NodeJS.Timeout | null = null

  function fail(message: string, cause?: unknown): void {
    onEnd()
    if (timer !== null) clearTimeout(timer)
    child.kill('SIGKILL')
    const error = new RepositoryUnavailable('broken', message, cause)
    for (const { reject } of waiting.splice(0)) reject(error)
  }

  function watchTime(): void {
    if (timer !== null) clearTimeout(timer)
    timer = waiting.length === 0 ? null : setTimeout(() => fail('Git took too long to read an object.'), timeoutMs)
  }

  child.on('error', (error) => fail('The git program cannot be run. Is it installed?', error))
  child.on('exit', () => fail('Git ended while an object was being read.'))
  child.stdin.on('error', () => undefined) // the exit tells more
  child.stderr.resume()
  child.stdout.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    for (let answer = parseAnswer(received); answer !== null; answer = parseAnswer(received)) {
      received = received.subarray(answer.length)
      waiting.shift()?.resolve(answer.object)
    }
    watchTime()
  })

  return {
    ask: (name) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        child.stdin.write(`${name}\n`)
        if (waiting.length === 1) watchTime()
      }),
    end: () => {
      onEnd()
      if (waiting.length === 0) child.stdin.end()
      else fail('The repository is closed.')
    },
  }
}

/** The first whole answer in what was received: `<id> <type> <size>\n<content>\n`, or `<name> missing\n`. */
function parseAnswer(received: Buffer): { object: GitObject | null; length: number } | null {
  const lineEnd = received.indexOf(0x0a)
  if (lineEnd < 0) return null
  const line = received.toString('utf8', 0, lineEnd)
  const match = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line)
  if (match === null) return { object: null, length: lineEnd + 1 } // missing, or an ambiguous name
  const [, id = '', type = '', size = ''] = match
  const start = lineEnd + 1
  const end = start + Number(size)
  if (received.length < end + 1) return null
  return { object: { id, type, content: Buffer.from(received.subarray(start, end)) }, length: end + 1 }
}
