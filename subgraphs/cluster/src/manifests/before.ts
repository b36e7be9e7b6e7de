import type { V1Job } from '@kubernetes/client-node'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { annotations } from './mark.ts'
import { componentOf, finished, metaOf, type ManifestInput } from './meta.ts'
import { beforeTemplate, type Injection } from './pod.ts'

export type BeforeInput = ManifestInput & {
  readonly injection: Injection
  readonly generation: string
  /** The operation that asks for it; a failed run is repeated for another one only. */
  readonly operation: string | null
}

/** The Job that runs a component's `before` once for this generation, or `null` if it has none. */
export function beforeJob(input: BeforeInput, component: string): KubernetesObject | null {
  const { before, health } = componentOf(input.spec, component)
  if (before === null) return null
  const meta = metaOf(input.spec, 'before', objectNames.before(component, input.generation), component)
  return finished({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...meta,
      annotations: {
        ...meta.annotations,
        ...(input.operation !== null && { [annotations.operation]: input.operation }),
      },
    },
    spec: {
      // One try: a migration that failed half-way is for a person to look at.
      backoffLimit: 0,
      activeDeadlineSeconds: health.deadlineSeconds ?? 600,
      template: beforeTemplate(input, component, before, input.injection),
    },
  } satisfies V1Job)
}
