import { z } from 'zod'

const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

const form = /^([1-9][0-9]{0,8})(k|M|G|T|Ki|Mi|Gi|Ti)?$/

/** Bytes of a Kubernetes quantity such as `500Mi`, or `null` if it is none (fractions and exponents are not taken). */
export function bytesOf(quantity: string): number | null {
  const [, digits, unit = ''] = form.exec(quantity) ?? []
  const factor = factors[unit]
  return digits === undefined || factor === undefined ? null : Number(digits) * factor
}

/** A setting that is an amount of storage. */
export function quantity(): z.ZodString {
  return z.string().regex(form, 'An amount such as 500Mi or 2Gi: a whole number and k, M, G, T, Ki, Mi, Gi or Ti.')
}
