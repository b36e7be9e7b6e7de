/** Why a text does not say where a registry is and what to write instead, or null. */
export function explainRegistryUrl(url: string): string | null {
  const scheme = /^[a-z]+:\/\//i.exec(url)?.[0]
  if (scheme !== undefined) return `"${url}" begins with ${scheme}. Leave that away: ${url.slice(scheme.length)}`
  if (url.includes('@')) return 'The address has a user name in it. Write that under `username`.'
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]([a-z0-9._/-]*[a-z0-9])?)?$/.test(url)
    ? null
    : `"${url}" is no address of a registry. Write host and path, such as ghcr.io/example.`
}

/** The key of the registry that an image is pulled from; of several that fit, the one with the longest address. */
export function registryOf(
  image: string,
  registries: Readonly<Record<string, { readonly url: string }>>,
): string | null {
  const fitting = Object.entries(registries).filter(([, { url }]) => image === url || image.startsWith(`${url}/`))
  return fitting.toSorted(([, a], [, b]) => b.url.length - a.url.length)[0]?.[0] ?? null
}
