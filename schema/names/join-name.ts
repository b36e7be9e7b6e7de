import { createHash } from 'node:crypto'

export type NameRule = {
  /** Longest name that the backend takes. */
  readonly max: number
  /** Shortest name that the backend takes. */
  readonly min?: number
  /** Stands between the parts, and for every hyphen inside them. */
  readonly separator?: '-' | '_'
}

const hashLength = 8

const digits = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * Joins validated names (small letters, digits and single hyphens, beginning with a letter) so that no two different
 * lists of parts give one name.
 *
 * The plain form `webshop-production-orders` is used while it can be read back in one way only: every part after the
 * first begins at the last places where a hyphen is followed by a letter. What could be read in another way as well
 * (`webshop` + `feature-login`), is too long or too short, ends in a hash of the parts. Such a hash begins
 * with a digit, and a plain name that happens to end like one gets a hash as well, so the two forms never meet.
 */
export function joinName(parts: readonly string[], { max, min = 1, separator = '-' }: NameRule): string {
  const text = parts.join('-')
  const isReadable = parts.slice(1).every((part) => !/-[a-z]/.test(part))
  const isPlain = isReadable && text.length <= max && text.length >= min && !endsLikeHash.test(text)
  const name = isPlain ? text : hashed(text, parts, max, min)
  return separator === '-' ? name : name.replaceAll('-', separator)
}

const endsLikeHash = new RegExp(`-[0-9][0-9a-z]{${hashLength - 1},}$`)

function hashed(text: string, parts: readonly string[], max: number, min: number): string {
  const length = Math.max(hashLength, min - text.length - 1)
  const head = text.slice(0, max - length - 1).replace(/-+$/, '')
  return `${head}-${nameHash(parts, length)}`
}

/** A hash of parts in small letters and digits, the first a digit. `/` stands in no part, so it keeps them apart. */
export function nameHash(parts: readonly string[], length: number = hashLength): string {
  const bytes = createHash('sha256').update(parts.join('/')).digest()
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = String(rest % 10n)
  rest /= 10n
  for (; text.length < length; rest /= 36n) text += digits[Number(rest % 36n)] ?? ''
  return text
}
