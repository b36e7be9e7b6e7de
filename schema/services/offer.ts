import { parseQuantity } from '../project-file/quantity.ts'
import type { ServiceOffer, ServiceType, Settings } from './service-type.ts'

/** A setting that goes beyond what a cluster offers: a number over its limit, or a value that is not among its choices. */
export type Unoffered =
  | { readonly type: 'over-limit'; readonly setting: string; readonly value: string | number; readonly limit: number }
  | {
      readonly type: 'no-choice'
      readonly setting: string
      readonly value: string
      readonly choices: readonly string[]
    }

/** Compares settings with what a cluster offers of their type. Registry and cluster backend both ask this. */
export function unofferedSettings(type: ServiceType, settings: Settings, offer: ServiceOffer): readonly Unoffered[] {
  return Object.entries(settings).flatMap(([setting, value]) => [
    ...overLimit(type, setting, value, offer.limits[setting]),
    ...noChoice(setting, value, offer.choices[setting]),
  ])
}

function overLimit(
  type: ServiceType,
  setting: string,
  value: Settings[string],
  limit: number | undefined,
): readonly Unoffered[] {
  if (limit === undefined || (typeof value !== 'string' && typeof value !== 'number')) return []
  const amount = type.quantities.includes(setting) ? parseQuantity(String(value)) : value
  return typeof amount === 'number' && amount > limit ? [{ type: 'over-limit', setting, value, limit }] : []
}

function noChoice(
  setting: string,
  value: Settings[string],
  choices: readonly string[] | undefined,
): readonly Unoffered[] {
  if (choices === undefined) return []
  const values = Array.isArray(value) ? value : [value]
  return values
    .filter((one) => typeof one === 'string')
    .filter((one) => !choices.includes(one))
    .map((one) => ({ type: 'no-choice', setting, value: one, choices }))
}
