const binary: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}
const decimal: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
}

/** The number that a Kubernetes quantity stands for (`250m` is 0.25, `1Gi` is 1073741824), or `null` if it is none. */
export function parseQuantity(text: string): number | null {
  const match = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(?:([eE][+-]?\d+)|([KMGTPE]i)|([numkMGTPE]?))$/.exec(text)
  if (match === null) return null
  const [, digits = '', exponent = '', binarySuffix = '', decimalSuffix = ''] = match
  if (exponent !== '') return Number(digits + exponent)
  const factor = binarySuffix === '' ? decimal[decimalSuffix] : binary[binarySuffix]
  return factor === undefined ? null : Number(digits) * factor
}

/** True if two quantities mean the same amount: `0.5` and `500m`. The API server stores them in its own form. */
export function sameQuantity(a: string, b: string): boolean {
  if (a === b) return true
  const [left, right] = [parseQuantity(a), parseQuantity(b)]
  return left !== null && right !== null && Math.abs(left - right) < 1e-9 * Math.max(1, Math.abs(left))
}
