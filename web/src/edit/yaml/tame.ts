/** How deep brackets may stand, and how many lists and keys may begin in one line. No project file comes near. */
const limits = { depth: 64, beginnings: 64 }

/**
 * False for a text whose colours would cost more than they are worth: the parser of the editor of texts calls itself for
 * each bracket and each dash within another, so what somebody pastes could exhaust it and take the page along.
 */
export function isTame(text: string): boolean {
  let depth = 0
  let beginnings = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') depth--
    else if (char === '\n') beginnings = 0
    else if ((char === '-' || char === '?' || char === ':') && isBlank(text[at + 1])) beginnings++
    if (depth > limits.depth || beginnings > limits.beginnings) return false
  }
  return true
}

function isBlank(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\n' || char === '\t'
}
