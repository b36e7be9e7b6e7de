import { Agent } from 'undici'

const connections = 16

/** Connections that trust this authority, as PEM; `null`: the usual ones. */
export function openDispatcher(certificateAuthority: string | null): Agent {
  return new Agent({ connections, ...(certificateAuthority !== null && { connect: { ca: certificateAuthority } }) })
}
