import { parseQuantity } from '@operations-manager/schema/project-file/quantity.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { serviceSettings } from '../settings.ts'
import type { ServiceUnit } from '../unit.ts'
import { redisInventories } from './inventory.ts'
import { mostMemory } from './objects.ts'
import { redisService } from './service.ts'
import { RedisSettings } from './settings.ts'

const type = 'redis'

/** Servers in the namespaces of deployments: every cluster that can pull the image has what they need. */
export const unit: ServiceUnit = {
  type,
  settings: RedisSettings,
  offer: ({ limits }) => {
    const [memory, storage] = [parseQuantity(limits.memory), parseQuantity(limits.volume)]
    return {
      limits: { ...(memory !== null && { memory: mostMemory(memory) }), ...(storage !== null && { storage }) },
      choices: {},
    }
  },
  open: ({ config, kubernetes }) => {
    const { installation, kubernetesSettings, storageClasses } = config
    const service = redisService({
      kubernetes,
      credentials: credentialStore(kubernetes),
      newSecret,
      installation,
      settings: serviceSettings(config, type, RedisSettings),
      storageClass: storageClasses.all[0] ?? null,
      volumeGroup: kubernetesSettings.volumeGroup,
      unschedulableAfterSeconds: kubernetesSettings.unschedulableAfterSeconds,
      proofsFrom: config.kubernetes.type === 'memory' ? 'SIMULATED' : 'BACKEND',
    })
    return Promise.resolve({ service, inventories: redisInventories(kubernetes, config) })
  },
}
