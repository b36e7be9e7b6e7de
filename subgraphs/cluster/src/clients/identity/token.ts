import { request, type Dispatcher } from 'undici'
import { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { noAnswer } from '../no-answer.ts'
import { backend } from './faults.ts'
import { PortError } from '../../ports/port-error.ts'

/** The backend's own service account at the server. */
export type Account = { readonly clientId: string; readonly clientSecret: Secret }

/** Tokens of the account: one request at a time, however many calls wait for it. */
export type TokenSource = {
  read(): Promise<string>
  /** Forgets a token that the server no longer takes; a newer one stays. */
  drop(token: string): void
  /** Asks for no further token by itself. */
  close(): void
}

/** A token is given out until this long before its end, so that no call arrives with one that has just expired. */
const reserveMs = 10_000
/** One that was used is replaced this long before its end, so that while there is work no call waits for a token. */
const renewalMs = 20_000

const Answer = z.object({ access_token: z.string(), expires_in: z.number() })
const Refusal = z.object({ error: z.string() })

/** Tokens by client credentials, which come without refresh tokens: a new one is asked for before the old one ends. */
export function tokenSource(
  endpoint: string,
  { clientId, clientSecret }: Account,
  { dispatcher, timeoutMs }: { readonly dispatcher: Dispatcher; readonly timeoutMs: number },
): TokenSource {
  let current: { readonly token: string; readonly until: number } | null = null
  let flight: Promise<string> | null = null
  let isUsed = false
  let renewal: NodeJS.Timeout | undefined
  let isClosed = false

  const ask = async (): Promise<string> => {
    const askedAt = performance.now()
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret.reveal() }
    const { status, body } = await post(endpoint, form, dispatcher, timeoutMs)
    const answer = Answer.safeParse(body)
    if (status !== 200 || !answer.success) throw refusalOf(status, body)
    const lifeMs = answer.data.expires_in * 1_000
    // A token that lives shorter than the reserve would never be given out.
    current = { token: answer.data.access_token, until: askedAt + Math.max(lifeMs - reserveMs, lifeMs / 2) }
    if (lifeMs > renewalMs) renewLater(lifeMs - renewalMs)
    return answer.data.access_token
  }
  const asked = (): Promise<string> => (flight ??= ask().finally(() => (flight = null)))
  const renewLater = (delayMs: number): void => {
    if (isClosed) return
    clearTimeout(renewal)
    renewal = setTimeout(() => {
      if (!isUsed) return
      isUsed = false
      // A call that needs one asks again, and says why there is none.
      asked().catch(() => {})
    }, delayMs).unref()
  }

  return {
    read: () => {
      isUsed = true
      return current !== null && performance.now() < current.until ? Promise.resolve(current.token) : asked()
    },
    drop: (token) => {
      if (current?.token === token) current = null
    },
    close: () => {
      isClosed = true
      clearTimeout(renewal)
    },
  }
}

async function post(
  endpoint: string,
  form: Readonly<Record<string, string>>,
  dispatcher: Dispatcher,
  timeoutMs: number,
): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const answer = await request(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
      dispatcher,
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: answer.statusCode, body: parseJson(await answer.body.text()) }
  } catch (error) {
    throw noAnswer(backend, 'sign in as the platform', error)
  }
}

/** Only the server's own words mean that the account is refused; anything else is something in between. */
function refusalOf(status: number, body: unknown): PortError {
  const refusal = Refusal.safeParse(body)
  if (refusal.success && (status === 400 || status === 401 || status === 403))
    return new PortError(backend, 'refused', `sign in as the platform: the server answers ${refusal.data.error}.`)
  return new PortError(backend, 'unavailable', `sign in as the platform: the server answers ${status}.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a page of something in between
  }
}

const Introspected = z.object({
  active: z.literal(true),
  realm_access: z.object({ roles: z.array(z.string()) }).optional(),
})

/** The account's roles in its own realm. Its tokens are lightweight and say nothing of them. */
export async function readOwnRoles(
  endpoint: string,
  token: string,
  { clientId, clientSecret }: Account,
  { dispatcher, timeoutMs }: { readonly dispatcher: Dispatcher; readonly timeoutMs: number },
): Promise<readonly string[]> {
  const form = { token, client_id: clientId, client_secret: clientSecret.reveal() }
  const { status, body } = await post(`${endpoint}/introspect`, form, dispatcher, timeoutMs)
  const answer = Introspected.safeParse(body)
  if (status === 200 && answer.success) return answer.data.realm_access?.roles ?? []
  throw refusalOf(status, body)
}
