import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { PortError } from '../ports/port-error.ts'

export type PortAddress = { readonly host: string; readonly port: number }

const tlsPort = 443

/** Opens a port as a program would and closes it again; answers what was seen. Throws where nobody takes it. */
export async function openPort({ host, port }: PortAddress, timeoutMs: number): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  const socket = connect({ host, port })
  try {
    await connected(socket, 'connect', signal, `open ${host}:${port}`, 'unavailable')
    return port === tlsPort ? await shakeHands(socket, host, signal) : 'The connection was accepted.'
  } finally {
    socket.destroy()
  }
}

/** Whom a program trusts is its own matter, so whether the certificate is one of a public authority is only said. */
async function shakeHands(socket: Socket, host: string, signal: AbortSignal): Promise<string> {
  const secure = connectTls({ socket, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) })
  try {
    await connected(secure, 'secureConnect', signal, `speak TLS with ${host}`, 'invalid')
    const trust = secure.authorized ? 'a public authority' : 'no public authority'
    return `The connection was accepted, with ${secure.getProtocol() ?? 'TLS'} and a certificate of ${trust}.`
  } finally {
    secure.destroy()
  }
}

async function connected(
  socket: Socket,
  event: string,
  signal: AbortSignal,
  doing: string,
  fault: 'unavailable' | 'invalid',
): Promise<void> {
  try {
    await once(socket, event, { signal })
  } catch (error) {
    throw new PortError('network', fault, `${doing}: ${reasonOf(error)}.`, { cause: error })
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'no name server answered',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ABORT_ERR: 'nobody answered in time',
  ETIMEDOUT: 'nobody answered in time',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return reasons[code] ?? `it broke (${code})`
}
