import type { KubernetesObject, KubernetesRef } from './kubernetes.ts'

/** Where an object is. */
export function refOf({ apiVersion, kind, metadata }: KubernetesObject): KubernetesRef {
  return { apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name }
}

/** A reference as one text. */
export function keyOf({ apiVersion, kind, namespace, name }: KubernetesRef): string {
  return [apiVersion, kind, namespace ?? '', name].join('|')
}

/** Whether all wanted labels are there with their values. */
export function hasLabels(
  labels: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, value]) => labels?.[name] === value)
}
