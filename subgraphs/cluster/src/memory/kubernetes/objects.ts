import type { KubernetesObject } from '../../ports/kubernetes.ts'

/** Views of the objects that the simulated controllers read and write: only the fields that they use. */
type With<Spec, Status> = KubernetesObject & { readonly spec: Spec; readonly status?: Status }

export type Condition = {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  readonly message: string
  readonly lastTransitionTime: string
}

export type ContainerSpec = {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports?: readonly { readonly containerPort: number; readonly name?: string; readonly protocol?: string }[]
  readonly envFrom?: readonly { readonly secretRef?: { readonly name: string; readonly optional?: boolean } }[]
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>
    readonly limits?: Readonly<Record<string, string>>
  }
  readonly startupProbe?: unknown
  readonly readinessProbe?: unknown
  readonly securityContext?: Readonly<Record<string, unknown>>
}

export type PodSpec = {
  readonly containers: readonly ContainerSpec[]
  readonly volumes?: readonly {
    readonly name: string
    readonly persistentVolumeClaim?: { readonly claimName: string }
  }[]
  readonly securityContext?: Readonly<Record<string, unknown>>
  readonly hostNetwork?: boolean
  readonly nodeName?: string
  readonly serviceAccountName?: string
  readonly restartPolicy?: string
  readonly activeDeadlineSeconds?: number
}

export type ContainerState = {
  readonly waiting?: { readonly reason: string; readonly message?: string }
  readonly running?: { readonly startedAt: string }
  readonly terminated?: {
    readonly exitCode: number
    readonly reason: string
    readonly startedAt: string
    readonly finishedAt: string
  }
}

export type ContainerStatus = {
  readonly name: string
  readonly image: string
  readonly imageID: string
  readonly ready: boolean
  readonly started: boolean
  readonly restartCount: number
  readonly state: ContainerState
  readonly lastState: ContainerState
}

export type PodStatus = {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed'
  readonly conditions: readonly Condition[]
  readonly containerStatuses?: readonly ContainerStatus[]
  readonly podIP?: string
  readonly hostIP?: string
  readonly startTime?: string
}

export type PodTemplate = {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: PodSpec
}

export type Selector = { readonly matchLabels?: Readonly<Record<string, string>> }

export type PodObject = With<PodSpec, PodStatus>

export type ReplicaSetObject = With<
  { readonly replicas: number; readonly selector: Selector; readonly template: PodTemplate },
  {
    readonly replicas: number
    readonly readyReplicas: number
    readonly availableReplicas: number
    readonly observedGeneration: number
    readonly conditions: readonly Condition[]
  }
>

export type DeploymentObject = With<
  {
    readonly replicas: number
    readonly selector: Selector
    readonly template: PodTemplate
    readonly paused?: boolean
    readonly revisionHistoryLimit?: number
    readonly progressDeadlineSeconds?: number
    readonly strategy: {
      readonly type: 'RollingUpdate' | 'Recreate'
      readonly rollingUpdate?: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string }
    }
  },
  Readonly<Record<string, unknown>> & { readonly conditions?: readonly Condition[] }
>

export type JobObject = With<
  {
    readonly template: PodTemplate
    readonly backoffLimit?: number
    readonly activeDeadlineSeconds?: number
    readonly ttlSecondsAfterFinished?: number
  },
  {
    readonly active: number
    readonly succeeded: number
    readonly failed: number
    readonly startTime?: string
    readonly completionTime?: string
    readonly conditions: readonly Condition[]
  }
>

export type ClaimObject = With<
  {
    readonly resources: { readonly requests: Readonly<Record<string, string>> }
    readonly accessModes: readonly string[]
  },
  { readonly phase: string; readonly capacity?: Readonly<Record<string, string>> }
>

export type ServiceObject = With<
  {
    readonly selector?: Readonly<Record<string, string>>
    readonly ports: readonly {
      readonly name?: string
      readonly port: number
      readonly targetPort?: number | string
      readonly protocol?: string
    }[]
  },
  unknown
>

export type IngressObject = With<
  {
    readonly ingressClassName?: string
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[]
    readonly rules?: readonly {
      readonly host?: string
      readonly http?: {
        readonly paths: readonly {
          readonly path?: string
          readonly pathType: string
          readonly backend: {
            readonly service?: {
              readonly name: string
              readonly port?: { readonly name?: string; readonly number?: number }
            }
          }
        }[]
      }
    }[]
  },
  unknown
>

export type QuotaObject = With<
  { readonly hard: Readonly<Record<string, string>>; readonly scopes?: readonly string[] },
  unknown
>

export type LimitRangeObject = With<
  {
    readonly limits: readonly {
      readonly type: string
      readonly default?: Readonly<Record<string, string>>
      readonly defaultRequest?: Readonly<Record<string, string>>
      readonly max?: Readonly<Record<string, string>>
    }[]
  },
  unknown
>

export type AutoscalerObject = With<
  {
    readonly scaleTargetRef: { readonly kind: string; readonly name: string }
    readonly minReplicas?: number
    readonly maxReplicas: number
  },
  unknown
>

export type EventObject = KubernetesObject & {
  readonly involvedObject: {
    readonly apiVersion: string
    readonly kind: string
    readonly name: string
    readonly namespace?: string
    readonly uid?: string
  }
  readonly reason: string
  readonly message: string
  readonly type: 'Normal' | 'Warning'
  readonly count: number
  readonly firstTimestamp: string
  readonly lastTimestamp: string
}
