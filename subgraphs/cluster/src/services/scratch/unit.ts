import type { ServiceUnit } from '../unit.ts'
import { volumeLimits } from '../volume/unit.ts'
import { scratchService } from './service.ts'

/** Disk space of pods, in every cluster. */
export const unit: ServiceUnit = {
  type: 'scratch',
  settings: null,
  offer: (config) => ({ limits: volumeLimits(config), choices: {} }),
  open: () => Promise.resolve({ service: scratchService, inventories: [] }),
}
