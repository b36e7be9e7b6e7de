import type { Dispatcher } from 'undici'
import { isUntrusted } from './pinned-connector.ts'

export type Answer = { readonly status: number; readonly text: string }

/** Why there is no answer. `timeout`: it took too long; `refused`: nobody listens or the connection broke; `gone`: the asker left; `untrusted`: somebody else answered. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly reason: 'timeout' | 'refused' | 'gone' | 'too-large' | 'untrusted'
  /** True if the request surely did not reach the other side's handler, or broke off before any answer began. */
  readonly beforeAnswer: boolean

  constructor(reason: NoAnswer['reason'], beforeAnswer: boolean, cause?: unknown) {
    super(`no answer: ${reason}`, { cause })
    this.reason = reason
    this.beforeAnswer = beforeAnswer
  }
}

export type PostOptions = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly maxBytes: number
}

/**
 * One POST with a time limit, read whole. Uses undici's dispatch directly: half of the cost of `request`, which
 * builds a stream for every answer. Throws only `NoAnswer`.
 */
export function post(pool: Dispatcher, options: PostOptions): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  let controller: Dispatcher.DispatchController | null = null
  let failure: NoAnswer | null = null
  let status = 0
  let size = 0
  const chunks: Buffer[] = []

  const fail = (error: NoAnswer): void => {
    if (failure !== null) return
    failure = error
    settle()
    reject(error)
    controller?.abort(error)
  }
  const timer = setTimeout(() => fail(new NoAnswer('timeout', false)), options.timeoutMs)
  const onAbort = (): void => fail(new NoAnswer('gone', false))
  const settle = (): void => {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', onAbort)
  }
  options.signal.addEventListener('abort', onAbort, { once: true })
  if (options.signal.aborted) onAbort()

  pool.dispatch(
    { method: 'POST', path: options.path, headers: options.headers, body: options.body },
    {
      onRequestStart(started) {
        controller = started
        if (failure !== null) started.abort(failure)
      },
      onResponseStart(_, statusCode) {
        status = statusCode
      },
      onResponseData(_, chunk) {
        size += chunk.length
        if (size > options.maxBytes) fail(new NoAnswer('too-large', false))
        else chunks.push(chunk)
      },
      onResponseEnd() {
        settle()
        const [first] = chunks
        resolve({ status, text: (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString('utf8') })
      },
      onResponseError(_, error) {
        fail(new NoAnswer(isUntrusted(error) ? 'untrusted' : 'refused', status === 0, error))
      },
    },
  )
  return promise
}
