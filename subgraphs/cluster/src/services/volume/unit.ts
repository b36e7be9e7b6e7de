import { parseQuantity } from '@operations-manager/schema/project-file/quantity.ts'
import type { Config } from '../../config.ts'
import type { ServiceUnit } from '../unit.ts'
import { claimInventory } from './inventory.ts'
import { volumeService } from './service.ts'

/** Claims of the storage classes that are configured, in every cluster. */
export const unit: ServiceUnit = {
  type: 'volume',
  settings: null,
  offer: (config) => {
    const { all, shared } = config.storageClasses
    const classes = all.length === 0 ? {} : { class: all }
    return { limits: volumeLimits(config), choices: { ...classes, sharedClass: shared } }
  },
  open: ({ config, kubernetes }) => {
    const { all, shared } = config.storageClasses
    const settings = { sharedClasses: shared, defaultClass: all[0] ?? null }
    return Promise.resolve({
      service: volumeService(kubernetes, config.installation, settings),
      inventories: [claimInventory(kubernetes, config)],
    })
  },
}

/** How large a volume of any kind may be. */
export function volumeLimits({ limits }: Config): Readonly<Record<string, number>> {
  const size = parseQuantity(limits.volume)
  return size === null ? {} : { size }
}
