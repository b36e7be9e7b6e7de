/** Why a text does not say where a registry is and what to write instead, or null. */
export function explainRegistryUrl(url: string): string | null {
  const scheme = /^[a-z]+:\/\//i.exec(url)?.[0]
  if (scheme !== undefined) return `"${url}" begins with ${scheme}. Leave that away: ${url.slice(scheme.length)}`
  if (url.includes('@')) return 'The address has a user name in it. Write that under `username`.'
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]([a-z0-9._/-]*[a-z0-9])?)?$/.test(url)
    ? null
    : `"${url}" is no address of a registry. Write host and path, such as ghcr.io/example.`
}
