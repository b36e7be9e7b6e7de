import type { SecretKey } from '@operations-manager/schema/sealing/keys.ts'

type Place = {
  readonly name: string
  readonly component?: string | null
  readonly registry?: string | null
  readonly deployment?: string | null
}

/** Which secret an input names: of a component, of a component in one deployment, or of an image registry; else null. */
export function secretKeyOf({ name, component, registry, deployment }: Place): SecretKey | null {
  const hasDeployment = deployment !== null && deployment !== undefined
  if (component && !registry) {
    return hasDeployment ? { type: 'deployment', deployment, component, name } : { type: 'component', component, name }
  }
  return registry && !component && !hasDeployment ? { type: 'registry', registry, name } : null
}
