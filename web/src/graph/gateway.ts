import type { Secret } from '@operations-manager/schema/secret/secret.ts'

export type GatewayRequest = {
  readonly url: URL
  readonly token: Secret
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly accept: string
  readonly signal: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  /** Of the request that this one is made for: the gateway is told whom it comes from. */
  readonly from?: Pick<Headers, 'get'>
}

/** One request to the gateway with the caller's token; answers as soon as the first word of the answer is there. */
export function callGateway({
  url,
  token,
  body,
  accept,
  signal,
  headers = {},
  from,
}: GatewayRequest): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      ...headers,
      ...originOf(from),
      authorization: `Bearer ${token.reveal()}`,
      'content-type': 'application/json',
      accept,
    },
    body,
    signal,
    cache: 'no-store',
    redirect: 'error',
  })
}

const originHeaders = ['x-forwarded-for', 'user-agent']

function originOf(from: GatewayRequest['from']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    originHeaders.flatMap((name) => {
      const value = from?.get(name) ?? null
      return value === null ? [] : [[name, value]]
    }),
  )
}
