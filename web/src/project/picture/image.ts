/**
 * An image reference as short as it still says which: the last part of its path with its tag, or with the beginning of
 * its digest where it has no tag.
 */
export function shortImage(image: string): string {
  const [name = image, digest] = image.split('@')
  const last = name.slice(name.lastIndexOf('/') + 1)
  if (last.includes(':') || digest === undefined) return last
  const hex = digest.slice(digest.indexOf(':') + 1)
  return `${last}@${hex.slice(0, 8)}`
}
