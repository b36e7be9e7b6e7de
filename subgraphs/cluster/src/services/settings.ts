import { z } from 'zod'
import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import type { Config } from '../config.ts'
import type { ServiceUnit } from './unit.ts'

/** Refuses settings of types that do not exist, and such as their type cannot use; all faults at once. */
export function checkServiceSettings({ serviceSettings }: Config, units: readonly ServiceUnit[]): void {
  const faults = Object.entries(serviceSettings).flatMap(([type, given]) => faultsOf(type, given, units))
  if (faults.length > 0) throw new ConfigError(`SERVICE_SETTINGS cannot be used:\n${faults.join('\n')}`)
}

/** What the configuration says for one type, with its defaults. Whether it can be used was checked at the start. */
export function serviceSettings<Settings extends z.ZodType>(
  { serviceSettings: given }: Config,
  type: string,
  settings: Settings,
): z.output<Settings> {
  return settings.parse(given[type] ?? {})
}

function faultsOf(type: string, given: unknown, units: readonly ServiceUnit[]): readonly string[] {
  const known = units.flatMap((unit) => (unit.settings === null ? [] : [unit.type]))
  const unit = units.find((one) => one.type === type)
  if (unit?.settings == null) return [`"${type}" has no settings of its own; those that have are ${known.join(', ')}`]
  const parsed = unit.settings.safeParse(given)
  return parsed.success ? [] : [`${type}: ${z.prettifyError(parsed.error)}`]
}
