const units = {
  '': 1,
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
} as const

const form = /^(\d{1,15})(?:\.(\d{1,9}))?([a-zA-Z]{0,2})$/

/** For editors; `explainCpu` and `explainSize` decide. */
export const cpuPattern = /^[0-9]+(\.[0-9]{1,3})?$|^[0-9]+m$/
export const sizePattern = /^[0-9]+(\.[0-9]+)?(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/

/**
 * Reads a Kubernetes quantity: a plain number with one of the usual units, without sign or exponent.
 * Gives the amount (cores or bytes), or null if it is none.
 */
export function parseQuantity(text: string): number | null {
  const match = form.exec(text)
  if (match === null) return null
  const [, integer = '', fraction = '', unit = ''] = match
  if (!isUnit(unit)) return null
  return Number(`${integer}.${fraction === '' ? '0' : fraction}`) * units[unit]
}

/** Why a text is no amount of processor time, or null. */
export function explainCpu(text: string): string | null {
  const cores = cpuPattern.test(text) ? parseQuantity(text) : null
  if (cores === null) {
    return `"${text}" is no amount of processor time. Write cores ("1", "0.5") or thousandths of a core ("250m").`
  }
  if (cores < 0.001) return `"${text}" is no processor time at all. The least is "1m".`
  return null
}

/** Why a text is no amount of memory or storage, or null. */
export function explainSize(text: string): string | null {
  const bytes = sizePattern.test(text) ? parseQuantity(text) : null
  if (bytes === null) {
    const near = nearestSize(text)
    return `"${text}" is no size. Write a number with a unit, such as ${near ?? '512Mi or 2Gi'}.`
  }
  if (bytes < 1) return `"${text}" is no size at all. Write a number with a unit, such as 512Mi or 2Gi.`
  return null
}

// What people write when they mean a binary unit; `500m` is half a byte in Kubernetes, and never meant.
function nearestSize(text: string): string | null {
  const match = /^(\d+(?:\.\d+)?)\s*(k|m|g|t|p)(?:i?b?)$/i.exec(text.trim())
  if (match === null) return null
  const [, number = '', letter = ''] = match
  return `${number}${letter.toUpperCase()}i`
}

function isUnit(text: string): text is keyof typeof units {
  return Object.hasOwn(units, text)
}
