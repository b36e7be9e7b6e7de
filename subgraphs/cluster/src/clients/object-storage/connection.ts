import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import { Agent, request, type Dispatcher } from 'undici'
import { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { PortError } from '../../ports/port-error.ts'
import { codeOf, StorageRefusal, unavailable } from './faults.ts'
import { readJson, readXml } from './xml.ts'

export type StorageAddress = {
  readonly url: string
  readonly region: string
  /** The certificate authority to trust, as PEM; `null`: those of the system. */
  readonly certificateAuthority: string | null
  readonly timeoutMs: number
  readonly connections: number
}

export type Account = { readonly accessKey: string; readonly secretKey: Secret }

export type Call = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Encoded already. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export type Answer = { readonly text: string; readonly headers: Dispatcher.ResponseData['headers'] }

/** The server over kept connections. `doing` is said when a call fails; what fails is a `PortError` already. */
export type Connection = {
  send(account: Account, doing: string, call: Call): Promise<Answer>
  close(): Promise<void>
}

const attempts = 2

export function openConnection(address: StorageAddress): Connection {
  const { url, region, certificateAuthority, timeoutMs, connections } = address
  const dispatcher = new Agent({
    connections,
    ...(certificateAuthority !== null && { connect: { ca: certificateAuthority } }),
  })
  const once = async (account: Account, doing: string, call: Call): Promise<Answer> => {
    const target = new URL(url.replace(/\/+$/, '') + call.path)
    for (const [name, value] of Object.entries(call.query ?? {})) target.searchParams.set(name, value)
    const signed = await sign(account, region, target, call)
    const answer = await request(signed.url, {
      method: call.method,
      dispatcher,
      headers: [...signed.headers].flat(),
      signal: AbortSignal.timeout(timeoutMs),
      ...(call.body !== undefined && { body: call.body }),
    })
    const text = await answer.body.text()
    if (answer.statusCode < 300) return { text, headers: answer.headers }
    throw refusalOf(doing, answer.statusCode, text)
  }
  return {
    send: (account, doing, call) => guarded(doing, () => once(account, doing, call)),
    close: () => dispatcher.destroy(),
  }
}

/** Every call is idempotent, and a kept connection may be closed by the server just as it is used again. */
async function guarded(doing: string, work: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof PortError) throw error
      if (attempt < attempts && isBroken(error)) continue
      throw unavailable(doing, error)
    }
  }
}

function isBroken(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error))
}

/** The library keeps each account's key of the day in the map that it is handed; the map goes with the account. */
const signingKeys = new WeakMap<Account, Map<string, ArrayBuffer>>()

function sign(account: Account, region: string, url: URL, { method, headers, body = '' }: Call) {
  const cache = signingKeys.get(account) ?? new Map<string, ArrayBuffer>()
  signingKeys.set(account, cache)
  const digest = createHash('sha256').update(body).digest('hex')
  return new AwsV4Signer({
    method,
    url: url.toString(),
    headers: { ...headers, 'x-amz-content-sha256': digest },
    accessKeyId: account.accessKey,
    secretAccessKey: account.secretKey.reveal(),
    service: 's3',
    region,
    cache,
  }).sign()
}

const AdminError = z.looseObject({ Code: z.string() })
const S3Error = z.looseObject({ Error: z.tuple([AdminError]) })

/** S3 says what is wrong as XML, the admin API as JSON; a proxy in between says something else, which means nothing. */
function refusalOf(doing: string, status: number, text: string): PortError {
  const isJson = text.trimStart().startsWith('{')
  const code = isJson
    ? readJson(AdminError, text, `${doing}: status ${status}`).Code
    : readXml(S3Error, text, `${doing}: status ${status}`).Error[0].Code
  return new StorageRefusal(doing, code, status)
}
