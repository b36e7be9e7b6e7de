import type { ObjectRef } from '@operations-manager/schema/link/messages.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { annotations, labels, ownerLabels, ownership, type Owner } from '../../manifests/mark.ts'
import type { KubernetesObject, KubernetesPort } from '../../ports/kubernetes.ts'

const dataKinds = [
  { kind: { apiVersion: 'v1', kind: 'Secret' }, labels: { [labels.part]: 'credentials' } },
  // Several types keep data in claims, each under a part of its own.
  { kind: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, labels: {} },
] as const

/** Data and credentials of services in a namespace; they go by a tombstone only, so what nobody wishes is only shown. */
export async function readServiceObjects(
  kubernetes: KubernetesPort,
  owner: Owner,
  namespace: string,
): Promise<readonly KubernetesObject[]> {
  const lists = await Promise.all(
    dataKinds.map(async ({ kind, labels: wanted }) => {
      const found = await kubernetes.list({ ...kind, namespace, labels: { ...ownerLabels(owner), ...wanted } })
      return found.map((object) => ({ ...object, ...kind }))
    }),
  )
  return lists.flat().filter(({ metadata }) => metadata.labels?.[labels.service] !== undefined)
}

/** Of these objects, those of services that the spec does not have and that no removal keeps. */
export function orphansAmong(
  owner: Owner,
  services: DeploymentSpec['services'],
  objects: readonly KubernetesObject[],
): ObjectRef[] {
  return objects
    .filter((object) => ownership(object, owner) === 'ours' && object.metadata.deletionTimestamp === undefined)
    .filter(({ metadata }) => !Object.hasOwn(services, metadata.labels?.[labels.service] ?? ''))
    .filter(({ metadata }) => (metadata.annotations?.[annotations.retainedUntil] ?? '') === '')
    .map(({ kind, metadata }) => ({
      backend: 'kubernetes',
      kind,
      name: metadata.name,
      namespace: metadata.namespace ?? null,
    }))
}
