import { once } from 'node:events'
import { connect } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'

const pauseMs = 50
// PostgreSQL shows its certificate at once only to those who say that they speak its protocol.
const ALPNProtocols = ['postgresql', 'http/1.1']

/** Waits until a server, as `host:port`, shows this certificate (PEM) to whoever comes. */
export async function untilShown(place: string, certificate: string, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs
  while ((await shownAt(place)) !== certificate) {
    if (Date.now() > end) throw new Error(`${place} does not show the certificate that it was given`)
    await delay(pauseMs)
  }
}

async function shownAt(place: string): Promise<string | null> {
  const { hostname: host, port } = new URL(`tls://${place}`)
  const socket = connect({ host, port: Number(port), rejectUnauthorized: false, ALPNProtocols })
  try {
    await once(socket, 'secureConnect')
    return socket.getPeerX509Certificate()?.toString() ?? null
  } catch {
    return null // a server that changes its certificate may turn somebody away at that moment
  } finally {
    socket.destroy()
  }
}
