import { createClient, ErrorReply } from '@redis/client'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { PortError, type PortFault } from '../../ports/port-error.ts'

export type RedisAddress = { readonly host: string; readonly port: number; readonly timeoutMs: number }

/** An account, or nobody. */
export type SignIn = { readonly user: string; readonly password: Secret } | null

/** A server as its users see it; each call is a connection of its own. Throws `PortError`. */
export type RedisSignIns = {
  /** Sets a key that nobody else uses, reads it and deletes it again. */
  tryKey(signIn: SignIn): Promise<void>
  /** Whether a command is refused because of who asks. */
  isRefused(signIn: SignIn, command: readonly [string, ...string[]]): Promise<boolean>
}

const key = 'operations-manager:proof'
const value = 'works'

/** The servers of this protocol, by the client that the Redis project itself keeps; it has no further dependencies. */
export function redisSignIns(address: RedisAddress): RedisSignIns {
  return {
    tryKey: (signIn) =>
      connected(address, signIn, 'set, read and delete a key', async (client) => {
        // Should it be left behind, it goes by itself.
        await client.set(key, value, { expiration: { type: 'EX', value: 60 } })
        const seen = await client.get(key)
        await client.del(key)
        if (seen !== value) throw new PortError('redis', 'invalid', 'read a key: it held something else.')
      }),
    isRefused: async (signIn, [name, ...rest]) => {
      try {
        await connected(address, signIn, `send ${name}`, (client) => client.sendCommand([name, ...rest]))
        return false
      } catch (error) {
        if (error instanceof PortError && error.fault === 'refused') return true
        throw error
      }
    },
  }
}

type Client = ReturnType<typeof clientOf>

function clientOf({ host, port, timeoutMs }: RedisAddress, signIn: SignIn) {
  return createClient({
    socket: { host, port, connectTimeout: timeoutMs, socketTimeout: timeoutMs, reconnectStrategy: false },
    ...(signIn !== null && { username: signIn.user, password: signIn.password.reveal() }),
  })
}

async function connected<Answer>(
  address: RedisAddress,
  signIn: SignIn,
  doing: string,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = clientOf(address, signIn)
  // Whoever waits for an answer gets the error too; without a listener it would end the program.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw translated(error, doing)
  } finally {
    client.destroy()
  }
}

/** The first word of an answer that refuses is its code. */
const faults: Readonly<Record<string, PortFault>> = {
  NOAUTH: 'refused',
  WRONGPASS: 'refused',
  NOPERM: 'refused',
  OOM: 'quota',
  LOADING: 'unavailable',
  BUSY: 'unavailable',
}

function translated(error: unknown, doing: string): PortError {
  if (error instanceof PortError) return error
  if (!(error instanceof ErrorReply))
    return new PortError('redis', 'unavailable', `${doing}: no answer.`, { cause: error })
  const code = error.message.split(' ')[0] ?? ''
  return new PortError('redis', faults[code] ?? 'invalid', `${doing}: it answered ${code}.`, { cause: error })
}
