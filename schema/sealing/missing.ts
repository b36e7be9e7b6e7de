import type { DeploymentSpec } from '../spec/deployment-spec.ts'
import { registrySecretKey, type SecretKey } from './keys.ts'

/** The secrets that a deployment names and that have no value there; until they have, nothing of it is made. */
export function missingSecrets(spec: DeploymentSpec): readonly Exclude<SecretKey, { type: 'deployment' }>[] {
  const isMissing = (key: string) => !Object.hasOwn(spec.sealed, key)
  const ofComponents = Object.entries(spec.components).flatMap(([component, { secrets }]) =>
    secrets
      .filter((name) => isMissing(`${component}/${name}`))
      .map((name) => ({ type: 'component' as const, component, name })),
  )
  const ofRegistries = Object.entries(spec.registries)
    .filter(([registry, { secret }]) => isMissing(registrySecretKey(registry, secret)))
    .map(([registry, { secret }]) => ({ type: 'registry' as const, registry, name: secret }))
  return [...ofComponents, ...ofRegistries]
}
