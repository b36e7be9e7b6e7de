import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { registrySecretKey } from '@operations-manager/schema/sealing/keys.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { Owner } from '../../manifests/mark.ts'
import { pullSecret } from '../../manifests/secrets.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import type { KindDeps } from '../deps.ts'
import { objectStep } from '../objects/object-set.ts'
import { openSecret } from '../secrets.ts'

/** The credentials of the project's image registries; `null` for a removal. */
export function pullSecretsStep(deps: KindDeps, owner: Owner, spec: DeploymentSpec | null): BoundStep {
  return objectStep({
    kubernetes: deps.kubernetes,
    name: 'pull secrets',
    set: {
      owner,
      namespace: namespaceName(owner),
      part: 'pull-secrets',
      component: null,
      kinds: [{ apiVersion: 'v1', kind: 'Secret' }],
    },
    wished: async () => {
      if (spec === null) return null
      const registries = Object.entries(spec.registries).toSorted(([a], [b]) => (a < b ? -1 : 1))
      const objects = await Promise.all(
        registries.map(async ([registry, { secret }]) =>
          pullSecret(spec, registry, await openSecret(deps.open, spec, registrySecretKey(registry, secret))),
        ),
      )
      return { objects }
    },
  })
}
