import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { Owner } from '../../manifests/mark.ts'
import { componentSecrets } from '../../manifests/secrets.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import type { KindDeps } from '../deps.ts'
import { objectStep } from '../objects/object-set.ts'
import { injectedOf } from './variables.ts'

/** The variables of a component as Secrets; `null` for a removal. */
export function bindingStep(deps: KindDeps, owner: Owner, component: string, spec: DeploymentSpec | null): BoundStep {
  return objectStep({
    kubernetes: deps.kubernetes,
    name: 'binding',
    set: {
      owner,
      namespace: namespaceName(owner),
      part: 'binding',
      component,
      kinds: [{ apiVersion: 'v1', kind: 'Secret' }],
    },
    wished: async () =>
      spec === null ? null : { objects: componentSecrets(spec, component, await injectedOf(deps, spec, component)) },
  })
}
