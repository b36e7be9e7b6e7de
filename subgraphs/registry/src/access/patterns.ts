/** A pattern of names: letters, digits and dashes as in names, and `*` for any of them. */
const patternShape = /^[a-z0-9*](?:[a-z0-9*-]{0,61}[a-z0-9*])?$/

/** True for what can be a pattern of deployment names, such as `pr-*`. */
export function isNamePattern(text: string): boolean {
  return patternShape.test(text)
}

/** True if `*` in the pattern can stand for characters so that it is the text, the whole of it. */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return first === text
  if (!text.startsWith(first)) return false
  const last = rest.pop() ?? ''
  let place = first.length
  // The leftmost place for each part leaves the most room for those behind it, so there is nothing to try again.
  for (const part of rest) {
    const found = text.indexOf(part, place)
    if (found < 0) return false
    place = found + part.length
  }
  return text.length - place >= last.length && text.endsWith(last)
}
