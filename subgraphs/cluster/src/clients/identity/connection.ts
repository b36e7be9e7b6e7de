import { AsyncLocalStorage } from 'node:async_hooks'
import KeycloakAdminClient from '@keycloak/keycloak-admin-client'
import type { RequestOptions } from '@keycloak/keycloak-admin-client/lib/client.js'
import { Dispatcher1Wrapper, type Dispatcher } from 'undici'
import type { z } from 'zod'
import { PortError } from '../../ports/port-error.ts'
import { openDispatcher } from './dispatcher.ts'
import {
  backend,
  identityError,
  isConnectionBroken,
  isPartMissing,
  isRealmMissing,
  isTokenRefused,
  mayBeDuplicate,
} from './faults.ts'
import { readOwnRoles, tokenSource, type Account, type TokenSource } from './token.ts'

/** Where the identity server is, and as whom we work there. */
export type IdentityAddress = Account & {
  /** Of its administration, as the backend reaches it. */
  readonly url: string
  /** As workloads reach it. */
  readonly workloadUrl: string
  /** PEM of the authority that signed its certificate; `null`: the usual ones. */
  readonly certificateAuthority: string | null
  readonly timeoutMs: number
}

type Ask<Answer> = (admin: KeycloakAdminClient) => Promise<Answer>

/** How the parts of the client ask the server. What fails is a `PortError` that begins with what was being done. */
export type Connection = {
  /** Parses the answer: a page with status 200 is none. */
  readonly read: <Shape>(doing: string, shape: z.ZodType<Shape>, ask: Ask<unknown>) => Promise<Shape>
  /** `null` where the server itself says that the realm, or the part of one, is not there. */
  readonly find: <Shape>(
    doing: string,
    what: 'realm' | 'part',
    shape: z.ZodType<Shape>,
    ask: Ask<unknown>,
  ) => Promise<Shape | null>
  readonly write: (doing: string, ask: Ask<unknown>) => Promise<void>
  /** Tolerates that the server says it is not there, or has no realm for it. */
  readonly remove: (doing: string, ask: Ask<unknown>) => Promise<void>
  /** Throws `exists` for what is there already; asks for it where the server's refusal may mean just that. */
  readonly create: (doing: string, ask: Ask<unknown>, isThere: () => Promise<boolean>) => Promise<void>
  /** The account's own roles. */
  readonly roles: () => Promise<readonly string[]>
  readonly address: IdentityAddress
  readonly dispatcher: Dispatcher
  readonly close: () => Promise<void>
}

/** Making a realm makes keys, and removing one removes all its users: the limit of a call is too short for these. */
const writeFactor = 3

type Call = { readonly signal: AbortSignal; token: string | null }
const calls = new AsyncLocalStorage<Call>()

/** The library has one time limit for all calls; this one has a deadline for each, and one connection pool. */
class Admin extends KeycloakAdminClient {
  readonly #dispatcher: Dispatcher

  constructor(baseUrl: string, tokens: TokenSource, dispatcher: Dispatcher) {
    // A 404 is judged by us: not every one says that the thing is missing.
    super({ baseUrl, requestArgOptions: { catchNotFound: false } })
    this.#dispatcher = dispatcher
    this.registerTokenProvider({
      getAccessToken: async () => {
        const token = await tokens.read()
        const call = calls.getStore()
        if (call !== undefined) call.token = token
        return token
      },
    })
  }

  override getRequestOptions(): RequestOptions {
    const options = { dispatcher: this.#dispatcher, signal: calls.getStore()?.signal }
    return options as RequestOptions // it omits the signal from its type, and the dispatcher is Node's own
  }
}

export function openConnection(address: IdentityAddress): Connection {
  const { url, certificateAuthority, timeoutMs } = address
  const baseUrl = url.replace(/\/+$/, '')
  const dispatcher = openDispatcher(certificateAuthority)
  const tokenEndpoint = `${baseUrl}/realms/master/protocol/openid-connect/token`
  const tokens = tokenSource(tokenEndpoint, address, { dispatcher, timeoutMs })
  // Node's own fetch, which the library uses, speaks an older language to its dispatchers.
  const admin = new Admin(baseUrl, tokens, new Dispatcher1Wrapper(dispatcher))

  const once = async <Answer>(ask: Ask<Answer>, limitMs: number): Promise<Answer> => {
    const call: Call = { signal: AbortSignal.timeout(limitMs), token: null }
    try {
      return await calls.run(call, () => ask(admin))
    } catch (error) {
      if (!isTokenRefused(error) || call.token === null) throw error
      tokens.drop(call.token)
      return calls.run(call, () => ask(admin))
    }
  }
  return {
    ...callsOver(once, timeoutMs),
    roles: async () => readOwnRoles(tokenEndpoint, await tokens.read(), address, { dispatcher, timeoutMs }),
    address,
    dispatcher,
    close: () => {
      tokens.close()
      return dispatcher.destroy()
    },
  }
}

type Once = <Answer>(ask: Ask<Answer>, limitMs: number) => Promise<Answer>

function callsOver(once: Once, timeoutMs: number): Pick<Connection, 'read' | 'find' | 'write' | 'remove' | 'create'> {
  const look: Once = async (ask, limitMs) => {
    try {
      return await once(ask, limitMs)
    } catch (error) {
      if (isConnectionBroken(error)) return once(ask, limitMs)
      throw error
    }
  }
  const change = async (ask: Ask<unknown>, doing: string): Promise<void> => {
    refusePage(await once(ask, timeoutMs * writeFactor), doing)
  }
  return {
    read: async (doing, shape, ask) => {
      const answer = await look(ask, timeoutMs).catch((error: unknown) => Promise.reject(identityError(error, doing)))
      return parsed(doing, shape, answer)
    },
    find: async (doing, what, shape, ask) => {
      const isMissing = what === 'realm' ? isRealmMissing : isPartMissing
      try {
        return parsed(doing, shape, await look(ask, timeoutMs))
      } catch (error) {
        if (isMissing(error)) return null
        throw identityError(error, doing)
      }
    },
    write: (doing, ask) => change(ask, doing).catch((error: unknown) => Promise.reject(identityError(error, doing))),
    remove: async (doing, ask) => {
      try {
        await change(ask, doing)
      } catch (error) {
        if (!isRealmMissing(error) && !isPartMissing(error)) throw identityError(error, doing)
      }
    },
    create: async (doing, ask, isThere) => {
      try {
        await change(ask, doing).catch(async (error: unknown) => {
          if (!mayBeDuplicate(error)) throw error
          if (await isThere())
            throw new PortError(backend, 'exists', `${doing}: it is there already.`, { cause: error })
          // The other one is not seen yet.
          throw new PortError(backend, 'conflict', `${doing}: it is being made already.`, { cause: error })
        })
      } catch (error) {
        throw identityError(error, doing)
      }
    },
  }
}

function parsed<Shape>(doing: string, shape: z.ZodType<Shape>, answer: unknown): Shape {
  const read = shape.safeParse(answer)
  if (read.success) return read.data
  throw new PortError(backend, 'invalid', `${doing}: what the server answers is not what was asked for.`)
}

/** Something in between may answer a change with a page and status 200; then nothing was changed. */
function refusePage(answer: unknown, doing: string): void {
  if (typeof answer !== 'string' || answer === '') return
  throw new PortError(backend, 'invalid', `${doing}: something that is not the identity server answers.`)
}
