import { z } from 'zod'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { ClaimWish } from '../claim/plan.ts'
import { claimStep } from '../claim/step.ts'
import { instanceOf } from '../instance.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'

const type = 'volume'
const Settings = z.object({ size: z.string(), class: z.string().optional() })

export type VolumeSettings = {
  /** Storage classes that many pods may mount at once. */
  readonly sharedClasses: readonly string[]
  /** The class of volumes that name none; `null`: Kubernetes' own default. */
  readonly defaultClass: string | null
}

/** A claim per instance, mounted where components say. */
export function volumeService(
  kubernetes: KubernetesPort,
  installation: string,
  settings: VolumeSettings,
): ClusterService {
  return {
    type,
    bind: (input) => {
      const instance = instanceOf(installation, input.target.ref, input.service, null)
      const { removal } = input
      return claimStep(kubernetes, {
        instance,
        type,
        goal: removal === null ? { type: 'wished', wish: wishOf(input, settings) } : { type: 'removed', removal },
      })
    },
  }
}

function wishOf(input: ServiceInput, { sharedClasses, defaultClass }: VolumeSettings): ClaimWish {
  const { size, class: chosen } = Settings.parse(input.declared.settings)
  const storageClass = chosen ?? defaultClass
  return {
    size,
    storageClass,
    isShared: storageClass !== null && sharedClasses.includes(storageClass),
    retained: requestsOf(input).retained,
  }
}
