import type { RequestOptions } from 'node:https'
import { Agent, request, type Dispatcher } from 'undici'
import { PortError } from '../../ports/port-error.ts'
import { noAnswer } from '../no-answer.ts'
import { faultOfAnswer } from './faults.ts'
import type { ClusterConfig } from './kubeconfig.ts'

export type Call = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly contentType?: string
}

/** The API server over one shared connection; what it refuses is a `PortError` already. */
export type Connection = {
  /** The answer as JSON. Has a time limit. */
  json(call: Call): Promise<unknown>
  /** The answer as text. Has a time limit. */
  text(call: Call): Promise<string>
  /** The lines of an answer that goes on until the server or the signal ends it. */
  lines(call: Call, signal: AbortSignal): AsyncIterable<string>
  close(): Promise<void>
}

const usualTimeoutMs = 15_000
/** A signal does not end a request that waits for its connection, so that has a limit of its own. */
const connectMs = 5_000
const credentialsMs = 30_000
const attempts = 2

/** Opens the connection that a kubeconfig describes: one for all calls, since a new one costs a TLS handshake each. */
export async function openConnection(config: ClusterConfig, timeoutMs = usualTimeoutMs): Promise<Connection> {
  const server = config.getCurrentCluster()?.server
  if (server === undefined) throw new Error('the kubeconfig names no cluster')
  const credentials = credentialsOf(config)
  const { ca, cert, key, servername, rejectUnauthorized } = await credentials()
  const dispatcher = new Agent({
    allowH2: true,
    connections: 8,
    connect: {
      timeout: Math.min(connectMs, timeoutMs),
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      ...(servername !== undefined && { servername }),
      ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    } as Agent.Options['connect'] & object, // what the kubeconfig gave for TLS
  })
  const send = async (call: Call, signal: AbortSignal, bodyTimeout = timeoutMs): Promise<Dispatcher.ResponseData> => {
    const { authorization } = await credentials()
    const url = new URL(server.replace(/\/+$/, '') + call.path)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
    const answer = await request(url, {
      method: call.method,
      dispatcher,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout,
      headers: {
        accept: 'application/json',
        ...(authorization !== null && { authorization }),
        ...(call.contentType !== undefined && { 'content-type': call.contentType }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    })
    if (answer.statusCode < 400) return answer
    throw faultOfAnswer(answer.statusCode, await answer.body.text())
  }
  const text = (call: Call): Promise<string> =>
    guarded(call, async () => (await send(call, AbortSignal.timeout(timeoutMs))).body.text())
  return {
    text,
    json: async (call) => JSON.parse(await text(call)) as unknown,
    // A program may be silent for hours; who reads says when it is over.
    lines: (call, signal) => linesOf(() => send(call, signal, 0), signal),
    close: () => dispatcher.destroy(),
  }
}

/**
 * A kept connection may be closed by the server just as it is used again, so what may be asked twice is. A `POST` may
 * not: the second one would say that the object exists, and not whether the first one made it.
 */
async function guarded<Value>(call: Call, work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof PortError) throw error
      if (attempt < attempts && call.method !== 'POST' && isBroken(error)) continue
      throw unavailable(`${call.method} ${call.path}`, error)
    }
  }
}

async function* linesOf(send: () => Promise<Dispatcher.ResponseData>, signal: AbortSignal): AsyncIterable<string> {
  try {
    const { body } = await send()
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of body) {
      const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
      rest = parts.pop() ?? ''
      yield* parts
    }
    if (rest !== '') yield rest
  } catch (error) {
    if (signal.aborted) return
    throw error instanceof PortError ? error : unavailable('reading a stream', error)
  }
}

function isBroken(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET'
}

// The server's own words stay out of the message: it may be anything, and this one is shown.
function unavailable(doing: string, cause: unknown): PortError {
  return noAnswer('kubernetes', doing, cause, `no answer (${codeOf(cause)})`)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

type Credentials = Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'> & {
  readonly authorization: string | null
}

/** Tokens are renewed by the kubelet or by a program of the kubeconfig, so they are asked for again and again. */
function credentialsOf(config: ClusterConfig): () => Promise<Credentials> {
  let known: { readonly value: Credentials; readonly until: number } | null = null
  return async () => {
    if (known !== null && Date.now() < known.until) return known.value
    const options: RequestOptions = { headers: {} }
    await config.applyToHTTPSOptions(options)
    const value = { ...options, authorization: authorizationOf(options) }
    known = { value, until: Date.now() + credentialsMs }
    return value
  }
}

function authorizationOf({ headers, auth }: RequestOptions): string | null {
  const given = (headers as Readonly<Record<string, unknown>> | undefined)?.['Authorization']
  if (typeof given === 'string') return given
  return typeof auth === 'string' ? `Basic ${Buffer.from(auth).toString('base64')}` : null
}
