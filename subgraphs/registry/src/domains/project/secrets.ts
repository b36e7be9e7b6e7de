import type { SecretState } from '@operations-manager/schema/generated/registry.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { enabledComponents } from '@operations-manager/schema/resolve/resolve.ts'
import { formatSecretKey, registrySecretKey } from '@operations-manager/schema/sealing/keys.ts'

/** Every secret that a file names, and where it has a value. */
export function secretsOf(file: ProjectFile): SecretState[] {
  return [...componentSecrets(file), ...registrySecrets(file)]
}

function componentSecrets(file: ProjectFile): SecretState[] {
  const deployments = Object.keys(file.deployments)
  return Object.entries(file.components).flatMap(([component, { secrets }]) =>
    secrets.map((name) => {
      const hasDefault = formatSecretKey({ type: 'component', component, name }) in file.sealed
      const deploymentsWithValue = deployments.filter(
        (deployment) => formatSecretKey({ type: 'deployment', deployment, component, name }) in file.sealed,
      )
      const missingIn = deployments.filter(
        (deployment) =>
          !hasDefault &&
          !deploymentsWithValue.includes(deployment) &&
          enabledComponents(file, deployment).has(component),
      )
      return { name, component, registry: null, hasDefault, deploymentsWithValue, missingIn }
    }),
  )
}

function registrySecrets(file: ProjectFile): SecretState[] {
  return Object.entries(file.registries).map(([registry, { secret }]) => {
    const hasDefault = registrySecretKey(registry, secret) in file.sealed
    const missingIn = hasDefault ? [] : Object.keys(file.deployments)
    return { name: secret, component: null, registry, hasDefault, deploymentsWithValue: [], missingIn }
  })
}
