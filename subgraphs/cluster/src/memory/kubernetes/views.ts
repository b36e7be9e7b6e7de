import type { KubernetesQuery } from '../../ports/kubernetes.ts'
import type {
  AutoscalerObject,
  ClaimObject,
  DeploymentObject,
  EventObject,
  IngressObject,
  JobObject,
  LimitRangeObject,
  PodObject,
  QuotaObject,
  ReplicaSetObject,
  ServiceObject,
} from './objects.ts'
import type { ObjectStore } from './object-store.ts'

type Views = {
  readonly Pod: PodObject
  readonly ReplicaSet: ReplicaSetObject
  readonly Deployment: DeploymentObject
  readonly Job: JobObject
  readonly PersistentVolumeClaim: ClaimObject
  readonly Service: ServiceObject
  readonly Ingress: IngressObject
  readonly ResourceQuota: QuotaObject
  readonly LimitRange: LimitRangeObject
  readonly HorizontalPodAutoscaler: AutoscalerObject
  readonly Event: EventObject
}

const apiVersions: Record<keyof Views, string> = {
  Pod: 'v1',
  ReplicaSet: 'apps/v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  PersistentVolumeClaim: 'v1',
  Service: 'v1',
  Ingress: 'networking.k8s.io/v1',
  ResourceQuota: 'v1',
  LimitRange: 'v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Event: 'v1',
}

/** All objects of a kind in a namespace (`null`: in all), seen as what they are. */
export function listOf<Kind extends keyof Views>(
  store: ObjectStore,
  kind: Kind,
  namespace: string | null,
  labels: NonNullable<KubernetesQuery['labels']> = {},
): readonly Views[Kind][] {
  // The kind says what they are; `validate.ts` let nothing else in.
  return store.list({ apiVersion: apiVersions[kind], kind, namespace, labels }) as unknown as readonly Views[Kind][]
}

/** One object of a kind, or `null`. */
export function viewOf<Kind extends keyof Views>(
  store: ObjectStore,
  kind: Kind,
  namespace: string | null,
  name: string,
): Views[Kind] | null {
  const found = store.get({ apiVersion: apiVersions[kind], kind, namespace, name })?.object
  return (found ?? null) as Views[Kind] | null // the kind says what it is
}
