import { ownNamespace } from '../../subgraphs/cluster/src/clients/kubernetes/backend-account.ts'
import { openConnection } from '../../subgraphs/cluster/src/clients/kubernetes/connection.ts'
import { kubernetesClient } from '../../subgraphs/cluster/src/clients/kubernetes/kubernetes.ts'
import { ownedKinds } from '../../subgraphs/cluster/src/kinds/objects/owned-kinds.ts'
import { annotations, labels, managedBy } from '../../subgraphs/cluster/src/manifests/mark.ts'
import type { KubernetesObject, KubernetesRef } from '../../subgraphs/cluster/src/ports/kubernetes.ts'
import { systemClock } from '../../subgraphs/cluster/src/reconcile/clock.ts'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import type { ClusterAccess } from '@operations-manager/testbed/access.ts'
import { openApi } from '@operations-manager/testbed/kubernetes/api.ts'
import { removeNamespace } from '@operations-manager/testbed/kubernetes/remove-namespace.ts'
import { variablesOf } from '../system/injected.ts'

/** A cluster as its administrator sees it, beside and independent of what the Operations Manager says. */
export type ClusterView = {
  /** All objects of a kind, whoever made them; `null`: in all namespaces, or of a kind that has none. */
  all(apiVersion: string, kind: string, namespace: string | null): Promise<readonly KubernetesObject[]>
  /** The namespaces of deployments, by name. */
  namespaces(): Promise<readonly string[]>
  /** Everything that carries our label in a deployment's namespace: `Kind/name`. `component`: only what is of it. */
  objects(project: string, deployment: string, component?: string): Promise<readonly KubernetesObject[]>
  /** The uids of a deployment's pods that are not on their way out. */
  pods(project: string, deployment: string): Promise<readonly string[]>
  /** Takes pods with these labels away, as a node does that ends. */
  endPods(project: string, deployment: string, labels: Readonly<Record<string, string>>): Promise<void>
  /** What an administrator reads of any kind in a deployment's namespace, by labels. */
  list(
    project: string,
    deployment: string,
    what: { readonly apiVersion: string; readonly kind: string; readonly labels?: Readonly<Record<string, string>> },
  ): Promise<readonly KubernetesObject[]>
  /** Somebody else makes or changes an object. */
  apply(object: KubernetesObject): Promise<void>
  remove(ref: KubernetesRef): Promise<void>
  /** The environment of a component's containers: what its Deployment takes from Secrets, later ones win. */
  variables(project: string, deployment: string, component: string): Promise<Readonly<Record<string, string>>>
  /** Removes all deployments' namespaces and the backend's own, and waits until they are gone. */
  removeAll(): Promise<void>
}

export async function openClusterView({ kubeconfig }: ClusterAccess): Promise<ClusterView> {
  const api = openApi(kubeconfig)
  const kubernetes = kubernetesClient(await openConnection(api.config), systemClock)
  const ofOurs = { [labels.managedBy]: managedBy }
  const spaces = () => kubernetes.list({ apiVersion: 'v1', kind: 'Namespace', namespace: null, labels: ofOurs })
  return {
    all: async (apiVersion, kind, namespace) =>
      (await kubernetes.list({ apiVersion, kind, namespace })).map((object) => ({ ...object, apiVersion, kind })),
    namespaces: async () => (await spaces()).map(({ metadata }) => metadata.name).toSorted(),
    objects: async (project, deployment, component) => {
      const namespace = namespaceName({ project, deployment })
      const wanted = component === undefined ? ofOurs : { ...ofOurs, [labels.component]: component }
      const all = await Promise.all(
        ownedKinds.map(([apiVersion, kind]) => kubernetes.list({ apiVersion, kind, namespace, labels: wanted })),
      )
      return all.flat().filter(({ metadata }) => metadata.annotations?.[annotations.mark] !== undefined)
    },
    pods: async (project, deployment) => {
      const namespace = namespaceName({ project, deployment })
      const found = await kubernetes.list({ apiVersion: 'v1', kind: 'Pod', namespace })
      return found
        .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
        .map(({ metadata }) => metadata.uid ?? metadata.name)
        .toSorted()
    },
    endPods: async (project, deployment, wanted) => {
      const namespace = namespaceName({ project, deployment })
      const found = await kubernetes.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: wanted })
      await Promise.all(
        found.map(({ metadata: { name } }) => kubernetes.remove({ apiVersion: 'v1', kind: 'Pod', namespace, name })),
      )
    },
    list: (project, deployment, what) =>
      kubernetes.list({ ...what, namespace: namespaceName({ project, deployment }) }),
    remove: (ref) => kubernetes.remove(ref),
    apply: async (object) => {
      await kubernetes.apply(object)
    },
    variables: async (project, deployment, component) => {
      const namespace = namespaceName({ project, deployment })
      const read = (apiVersion: string, kind: string, name: string) =>
        kubernetes.read({ apiVersion, kind, namespace, name })
      const workload = await read('apps/v1', 'Deployment', objectNames.component(component))
      return await variablesOf(workload, async (name) => {
        const secret = await read('v1', 'Secret', name)
        // A real API server leaves the data of an empty Secret out.
        return secret === null ? null : { data: {}, ...secret }
      })
    },
    removeAll: async () => {
      const names = [...(await spaces()).map(({ metadata }) => metadata.name), ownNamespace]
      await Promise.all(names.map((name) => removeNamespace(api, name)))
      await kubernetes.close()
    },
  }
}
