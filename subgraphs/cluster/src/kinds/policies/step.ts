import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { Owner } from '../../manifests/mark.ts'
import { networkPolicies, policyNotices } from '../../manifests/policies.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { manifestInput, type KindDeps } from '../deps.ts'
import type { ObjectKind } from '../objects/list-kinds.ts'
import { objectStep } from '../objects/object-set.ts'

const policy: ObjectKind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }
const hostPolicy: ObjectKind = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' }

/** What the network lets through: nothing but what is declared. */
export function policiesStep(deps: KindDeps, owner: Owner, spec: DeploymentSpec): BoundStep {
  const input = manifestInput(deps, spec)
  const kinds = deps.settings.network.egress === 'fqdn' ? [policy, hostPolicy] : [policy]
  return objectStep({
    kubernetes: deps.kubernetes,
    name: 'network policies',
    set: { owner, namespace: namespaceName(owner), part: 'policies', component: null, kinds },
    wished: () => ({ objects: networkPolicies(input) }),
    status: () => ({ notices: policyNotices(input) }),
  })
}
