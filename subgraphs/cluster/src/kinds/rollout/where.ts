import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'

/** Whose rollout it is. */
export type Where = {
  readonly project: string
  readonly component: string
  /** The private registries that the project declares. */
  readonly registries?: DeploymentSpec['registries']
}
