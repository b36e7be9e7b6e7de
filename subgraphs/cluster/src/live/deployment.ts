import { deploymentId, type DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { LiveDeps } from './deps.ts'
import { createObjectReader, type ObjectReader } from './object-reader.ts'

/** One deployment as one request looks at it. */
export type LiveDeployment = {
  readonly id: string
  readonly ref: DeploymentRef
  readonly namespace: string
  readonly spec: DeploymentSpec
  /** The wish that stands, or the last one where it is being removed. */
  readonly wish: Wish
  readonly observedAt: string
  readonly reader: ObjectReader
}

/** A component, service or deployment that is not there, or not for the asker to see. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** Gives the deployments of one request; those that this cluster was never told of are `null`. */
export function openDeployments(deps: LiveDeps): (ref: DeploymentRef) => LiveDeployment | null {
  const reader = createObjectReader(deps.kubernetes)
  return (ref) => {
    const id = deploymentId(ref)
    const { wish, last } = deps.wishes.current(id)
    const newest = wish ?? last
    if (newest === null || ref.cluster !== deps.cluster) return null
    return {
      id,
      ref,
      namespace: namespaceName(ref),
      spec: newest.spec,
      wish: newest,
      observedAt: deps.now().toISOString(),
      reader,
    }
  }
}

/** Refuses a component that the deployment does not have. */
export function requireComponent({ spec }: LiveDeployment, component: string): string {
  if (!Object.hasOwn(spec.components, component)) throw new NotFound(`The deployment has no component "${component}".`)
  return component
}
