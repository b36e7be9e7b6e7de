import { unknownStep } from '../factory.ts'
import type { ClusterService } from '../service.ts'

/** Disk space that pods bring with them: there is nothing to set up, to prove or to remove. */
export const scratchService: ClusterService = {
  type: 'scratch',
  bind: ({ step }) => unknownStep('scratch', step),
}
