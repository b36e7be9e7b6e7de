import type { Secret } from '@operations-manager/schema/secret/secret.ts'

export type GatewayRequest = {
  readonly url: URL
  readonly token: Secret
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly accept: string
  readonly signal: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** One request to the gateway with the caller's token; answers as soon as the first word of the answer is there. */
export function callGateway({ url, token, body, accept, signal, headers = {} }: GatewayRequest): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json', accept },
    body,
    signal,
    cache: 'no-store',
    redirect: 'error',
  })
}
