/** Where a subgraph answers. A relayed one is reached through the registry, over the connection the cluster holds. */
export type Address = { readonly origin: string; readonly path: string; readonly relayed: boolean }

/** Reads the address that a supergraph gives: `http(s)://…`, or `link:<name>` for what the registry relays. */
export function readAddress(location: string, registryOrigin: string): Address {
  const linked = /^link:(?:\/\/)?([a-z0-9][a-z0-9-]*)$/.exec(location)
  if (linked?.[1] !== undefined) {
    return { origin: registryOrigin, path: `/internal/link/${linked[1]}/graphql`, relayed: true }
  }
  const url = URL.canParse(location) ? new URL(location) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`"${location}" is no address of a subgraph; http, https and link are understood`)
  }
  return { origin: url.origin, path: `${url.pathname}${url.search}`, relayed: false }
}
