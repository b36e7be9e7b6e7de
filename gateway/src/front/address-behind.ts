import proxyAddress from '@fastify/proxy-addr'
import type { IncomingMessage } from 'node:http'

/** Where a request comes from: what trusted proxies say, as Fastify finds it out for plain requests. */
export function addressBehind(trustedProxies: readonly string[]): (message: IncomingMessage) => string {
  const trust = proxyAddress.compile([...trustedProxies])
  return (message) =>
    trustedProxies.length === 0 ? (message.socket.remoteAddress ?? '') : proxyAddress(message, trust)
}
