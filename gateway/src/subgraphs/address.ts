import { readPins } from '@operations-manager/schema/cluster/pinned-address.ts'

/** Where a subgraph answers. A relayed one is reached through the registry, over the connection the cluster holds. */
export type Address = {
  readonly origin: string
  readonly path: string
  readonly relayed: boolean
  /** Hashes of the only public keys that are trusted there; empty: whatever the usual authorities vouch for. */
  readonly pins: readonly string[]
}

/** Reads the address that a supergraph gives: `http(s)://…`, or `link:<name>` for what the registry relays. */
export function readAddress(location: string, registryOrigin: string): Address {
  const linked = /^link:(?:\/\/)?([a-z0-9][a-z0-9-]*)$/.exec(location)
  if (linked?.[1] !== undefined) {
    return { origin: registryOrigin, path: `/internal/link/${linked[1]}/graphql`, relayed: true, pins: [] }
  }
  const url = URL.canParse(location) ? new URL(location) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`"${location}" is no address of a subgraph; http, https and link are understood`)
  }
  const pins = readPins(url.hash.slice(1))
  if (pins === null || (pins.length > 0 && url.protocol !== 'https:'))
    throw new Error(`"${location}" is no address of a subgraph: what it ends in is no pin of a key`)
  return { origin: url.origin, path: `${url.pathname}${url.search}`, relayed: false, pins }
}
