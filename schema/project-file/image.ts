/** The parts of an image reference; `tag` and `digest` are null where the reference has none. */
export type ImageReference = {
  readonly name: string
  readonly tag: string | null
  readonly digest: string | null
}

const digestForm = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const hostForm =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*)(?::\d{1,5})?$/
const partForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/

/** Reads `[host/]path[:tag][@digest]`, or gives null; `explainImage` says why. */
export function parseImage(reference: string): ImageReference | null {
  return explainImage(reference) === null ? split(reference) : null
}

/** Why a text is no image reference and what to write instead, or null if it is one. */
export function explainImage(reference: string): string | null {
  if (reference === '') return 'The image is empty. Write a reference such as ghcr.io/example/web:1.4.0.'
  if (reference.length > 512) return 'The image reference has more than 512 characters. No registry accepts that.'
  if (/\s/.test(reference)) return `The image "${reference}" contains a blank. Remove it.`
  const scheme = /^[a-z]+:\/\//.exec(reference)?.[0]
  if (scheme !== undefined) {
    return `The image "${reference}" begins with ${scheme}. Leave that away: ${reference.slice(scheme.length)}`
  }
  const { name, tag, digest } = split(reference)
  if (digest !== null && !isDigest(digest)) {
    return `"${digest}" is no digest. A digest reads sha256: and 64 hexadecimal digits.`
  }
  if (tag !== null && !tagForm.test(tag)) {
    return `"${tag}" is no tag. Tags have letters, digits, "_", "." and "-", at most 128 of them.`
  }
  return explainPath(reference, name)
}

function explainPath(reference: string, name: string): string | null {
  if (name.length > 255) return 'The name of the image has more than 255 characters. No registry accepts that.'
  const parts = name.split('/')
  const first = parts[0] ?? ''
  const hasHost = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')
  if (hasHost && !hostForm.test(first)) return `"${first}" in the image "${reference}" is no host name of a registry.`
  const path = hasHost ? parts.slice(1) : parts
  const wrong = path.find((part) => !partForm.test(part))
  if (wrong === undefined) return null
  if (partForm.test(wrong.toLowerCase())) {
    return `The image "${reference}" has capitals in "${wrong}", and names of images have none. Write "${wrong.toLowerCase()}".`
  }
  return `"${reference}" is no image reference: "${wrong}" cannot be a part of its name. Write one such as ghcr.io/example/web:1.4.0.`
}

function split(reference: string): ImageReference {
  const at = reference.indexOf('@')
  const digest = at < 0 ? null : reference.slice(at + 1)
  const rest = at < 0 ? reference : reference.slice(0, at)
  const colon = rest.lastIndexOf(':')
  // A colon before the last slash belongs to the port of the registry.
  const hasTag = colon > rest.lastIndexOf('/')
  return { name: hasTag ? rest.slice(0, colon) : rest, tag: hasTag ? rest.slice(colon + 1) : null, digest }
}

function isDigest(digest: string): boolean {
  return digest.startsWith('sha256:') ? /^sha256:[0-9a-f]{64}$/.test(digest) : digestForm.test(digest)
}
