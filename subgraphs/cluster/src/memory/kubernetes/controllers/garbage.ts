import type { KubernetesObject } from '../../../ports/kubernetes.ts'
import { refOf } from '../../../ports/kubernetes-object.ts'
import { markForRemoval } from '../api.ts'
import type { PodObject } from '../objects.ts'
import type { World } from '../world.ts'

/** Deletion in the foreground: what belongs to a marked object goes first, then the object itself. */
export function collectGarbage(world: World, namespace: string): void {
  const contents = world.store.contents(namespace)
  const living = new Set(contents.map(({ metadata }) => metadata.uid))
  for (const object of contents) {
    const owners = object.metadata.ownerReferences ?? []
    if (owners.length > 0 && owners.every(({ uid }) => !living.has(uid))) markForRemoval(world.store, object, world.now)
  }
  for (const object of contents) {
    if (object.metadata.deletionTimestamp !== undefined) finish(world, object, contents)
  }
}

const collected = new Set(['Deployment', 'ReplicaSet', 'Job', 'PersistentVolumeClaim'])

function finish(world: World, object: KubernetesObject, contents: readonly KubernetesObject[]): void {
  if (!collected.has(object.kind)) return
  if (object.kind === 'PersistentVolumeClaim') {
    if (!isMounted(object.metadata.name, contents)) world.store.drop(refOf(object))
    return
  }
  const dependents = contents.filter(
    (other) =>
      other.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid) === true &&
      world.store.get(refOf(other)) !== null,
  )
  for (const dependent of dependents) markForRemoval(world.store, dependent, world.now)
  if (dependents.length === 0) world.store.drop(refOf(object))
}

/** A claim stays while a pod has it, as with the finalizer `pvc-protection`. */
function isMounted(claim: string, contents: readonly KubernetesObject[]): boolean {
  const pods = contents.filter((object): object is PodObject => object.kind === 'Pod')
  return pods.some((pod) =>
    pod.spec.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim),
  )
}

/** Empties a namespace that is being deleted, then takes it away. */
export function endNamespace(world: World, namespace: string): void {
  const ref = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace }
  const home = world.store.get(ref)
  if (home?.object.metadata.deletionTimestamp === undefined) return
  for (const object of world.store.contents(namespace)) markForRemoval(world.store, object, world.now)
  if (world.store.contents(namespace).length === 0) world.store.drop(ref)
}
