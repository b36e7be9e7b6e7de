import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Tombstone } from '@operations-manager/schema/link/messages.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import type { DeploymentSpec, ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { removalGraph } from '@operations-manager/schema/steps/removal.ts'
import type { RemovalStep } from '../reconcile/plan-tracks.ts'

/**
 * The steps of a removal, also where the last accepted spec does not say what there was: after a service is dropped
 * from the file the newest spec no longer names it, and a backend that lost its wishes knows none. A service whose
 * type is not known is looked for in every type that holds data; names are computed, so nothing else can be met.
 * Where the deployment itself is wished no more, its namespace goes with the last service that was retained in it.
 */
export function removedSteps(
  catalogue: Catalogue,
  tombstone: Tombstone,
  last: DeploymentSpec | null,
  isWished: boolean,
): readonly RemovalStep[] {
  const base = last ?? emptySpec(tombstone.deployment)
  const named = tombstone.service === null ? Object.keys(tombstone.deletion) : [tombstone.service]
  const unknown = named.filter((name) => !Object.hasOwn(base.services, name))
  const types = [...catalogue.values()].filter(({ data }) => data).map(({ type }) => type)
  const specs = [base, ...unknown.flatMap((name) => types.map((type) => withService(base, name, type, tombstone)))]
  const merged = new Map<string, RemovalStep>()
  for (const spec of specs) {
    for (const declaration of removalGraph(spec, catalogue, tombstone.service)) {
      const known = merged.get(declaration.key)
      const needs = [...new Set([...(known?.declaration.needs ?? []), ...declaration.needs])]
      merged.set(declaration.key, { declaration: { ...declaration, needs }, spec: known?.spec ?? spec })
    }
  }
  if (tombstone.service === null || isWished) return [...merged.values()]
  return [...merged.values(), ...namespaceAfter(catalogue, base, [...merged.keys()])]
}

/** The removal of the namespace, which keeps it while anything retained is left in it. */
function namespaceAfter(catalogue: Catalogue, spec: DeploymentSpec, needs: readonly string[]): readonly RemovalStep[] {
  return removalGraph(spec, catalogue, null)
    .filter(({ subject }) => subject.type === 'deployment' && subject.step === 'namespace')
    .map((declaration) => ({ declaration: { ...declaration, needs }, spec }))
}

function withService(base: DeploymentSpec, name: string, type: string, { deletion }: Tombstone): DeploymentSpec {
  const service: ServiceSpec = { type, settings: {}, deletion: deletion[name] ?? 'retain' }
  return { ...base, services: { ...base.services, [name]: service } }
}

function emptySpec(deployment: string): DeploymentSpec {
  const ref = parseDeploymentId(deployment)
  if (ref === null) throw new Error(`${deployment} is no id of a deployment`)
  return {
    formatVersion: 1,
    installation: '',
    ...ref,
    components: {},
    services: {},
    registries: {},
    sealed: {},
    people: [],
  }
}
