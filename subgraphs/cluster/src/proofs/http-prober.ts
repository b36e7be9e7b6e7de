import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import { certificateFault, certificateWords } from '@operations-manager/runtime/tls/certificate-fault.ts'
import type { AddressAnswer, AddressProber } from './address-prober.ts'
import { publicOnly, refusalOfAddress } from './public-only.ts'

export type HttpProberOptions = {
  /** Where the ingress is; `null`: wherever the host's name leads. */
  readonly address: { readonly host: string; readonly port: number } | null
  /** Where the ingress listens for people, if not on the scheme's own port. */
  readonly publicPort: number | null
  /** PEM of the authority that signed the ingress' certificates, beside the usual ones. */
  readonly certificateAuthority: string | null
  /** Ranges of own networks to which a host's name may lead; without `address` others are not opened. */
  readonly allowedRanges?: readonly string[]
  readonly timeoutMs?: number
}

const usualTimeoutMs = 10_000

/** Opens addresses from where the backend stands: to the ingress itself, with the right Host header and server name. */
export function httpProber({
  address,
  publicPort,
  certificateAuthority,
  allowedRanges = [],
  timeoutMs = usualTimeoutMs,
}: HttpProberOptions): AddressProber {
  // What is named here is trusted instead of the usual ones, so those are named too.
  const trust = certificateAuthority === null ? {} : { ca: [...getCACertificates('default'), certificateAuthority] }
  // Where the ingress is an operator says; where a name leads its owner does, who may be anybody.
  const guarded = address === null ? { lookup: publicOnly(allowedRanges) } : {}
  return {
    from: 'BACKEND',
    probe: ({ scheme, host, path }, signal) => {
      const refusal = address === null ? refusalOfAddress(host, allowedRanges) : null
      if (refusal !== null) return Promise.resolve({ type: 'no-answer', reason: reasonOf(refusal) })
      const options: RequestOptions = {
        host: address?.host ?? host,
        port: address?.port ?? publicPort ?? (scheme === 'https' ? 443 : 80),
        path,
        method: 'GET',
        headers: { host, 'user-agent': 'operations-manager-proof', accept: '*/*' },
        agent: false,
        ...guarded,
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]),
      }
      return new Promise((resolve) => {
        const sent =
          scheme === 'https' ? httpsRequest({ ...options, servername: host, ...trust }) : httpRequest(options)
        listen(sent, resolve)
      })
    },
  }
}

function listen(sent: ClientRequest, resolve: (answer: AddressAnswer) => void): void {
  sent.on('response', (response: IncomingMessage) => {
    // The status is the answer; what follows is neither read nor kept.
    response.destroy()
    resolve({ type: 'answer', status: response.statusCode ?? 0 })
  })
  sent.on('error', (error) => resolve(noAnswerOf(error)))
  sent.end()
}

const ownNetwork = 'its name leads to an own network, which the backend opens only where an operator allowed its range'

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'the name is unknown',
  EHOSTUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it took too long',
  ABORT_ERR: 'it took too long',
  SPECIAL_ADDRESS: ownNetwork,
}

function noAnswerOf(error: Error): AddressAnswer {
  const certificate = certificateFault(error)
  if (certificate === null) return { type: 'no-answer', reason: reasonOf(error) }
  return { type: 'no-answer', reason: certificateWords[certificate], certificate }
}

function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return reasons[code] ?? `it failed (${code})`
}
