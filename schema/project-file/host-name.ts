const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** For editors; the functions below decide. */
export const hostLabelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
export const hostNamePattern = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Why a text cannot stand below a cluster's domain and what to write instead, or null. */
export function explainHostLabel(text: string): string | null {
  if (label.test(text)) return null
  if (text.includes('.') && explainHostName(text) === null) {
    return `"${text}" is a whole host name, and \`host\` is a word below the cluster's domain. Write \`hosts: [${text}]\`.`
  }
  return `"${text}" cannot be part of an address. Write small letters, digits and hyphens, at most 63, such as "webshop".`
}

/** Why a text is no whole host name and what to write instead, or null. */
export function explainHostName(text: string): string | null {
  if (hostNamePattern.test(text) && text.length <= 253) return null
  if (text.length > 253) return 'The host name has more than 253 characters, which DNS does not allow.'
  const scheme = /^[a-z]+:\/\//i.exec(text)?.[0]
  if (scheme !== undefined) {
    return `"${text}" is an address with a scheme. Write the host name alone: ${text.slice(scheme.length).split(/[/:]/)[0]}`
  }
  if (text.includes('*')) return `"${text}" has a wildcard, and only whole host names can be claimed. Write each host.`
  if (hostNamePattern.test(text.toLowerCase())) return `Host names are written small: "${text.toLowerCase()}".`
  if (label.test(text)) return `"${text}" is one word, not a whole host name. Write one such as shop.example.org.`
  return `"${text}" is no host name. Write one such as shop.example.org.`
}
