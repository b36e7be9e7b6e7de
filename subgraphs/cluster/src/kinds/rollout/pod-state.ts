import type { KubernetesObject } from '../../ports/kubernetes.ts'

export type PodTrouble = {
  readonly type: 'image' | 'root' | 'configuration' | 'crash' | 'unschedulable'
  /** In the words of Kubernetes. */
  readonly message: string
  readonly restarts: number
  /** Since when, where Kubernetes tells. */
  readonly since: string | null
}

export type ContainerStatus = {
  readonly name: string
  readonly restartCount?: number
  readonly ready?: boolean
  /** False until the startup probe has passed once since the container was last started. */
  readonly started?: boolean
  readonly imageID?: string
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string }
    readonly running?: { readonly startedAt?: string }
    readonly terminated?: { readonly exitCode: number; readonly reason?: string; readonly finishedAt?: string }
  }
  readonly lastState?: {
    readonly terminated?: { readonly exitCode: number; readonly reason?: string; readonly finishedAt?: string }
  }
}

export type PodCondition = {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
  readonly lastTransitionTime?: string
}

export type PodStatus = {
  readonly phase?: string
  /** Why a pod failed as a whole: that it was evicted, and for what. */
  readonly message?: string
  readonly startTime?: string
  readonly conditions?: readonly PodCondition[]
  readonly containerStatuses?: readonly ContainerStatus[]
}

/** A pod's status, empty where it has none yet. */
export function statusOf(pod: KubernetesObject): PodStatus {
  return pod['status'] ?? {}
}

/** The containers of a pod or of a template. */
export function containersOf(owner: unknown): readonly { readonly name: string; readonly image: string }[] {
  const spec = (
    owner as { readonly spec?: { readonly containers?: readonly { name: string; image: string }[] } } | null
  )?.spec
  return spec?.containers ?? []
}

/** Whether a pod takes requests. */
export function isReady(pod: KubernetesObject): boolean {
  return statusOf(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true
}

/** The digest that a pod's first container runs. */
export function digestOf(pod: KubernetesObject): string | null {
  const imageId = statusOf(pod).containerStatuses?.[0]?.imageID ?? ''
  return /sha256:[0-9a-f]{64}$/.exec(imageId)?.[0] ?? null
}

/** What keeps a pod from working, or `null`. What may pass by itself in a moment is no trouble. */
export function troubleOf(pod: KubernetesObject): PodTrouble | null {
  const status = statusOf(pod)
  const refused = status.conditions?.find(
    ({ type, status: is, reason }) => type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  )
  if (refused !== undefined)
    return trouble('unschedulable', refused.message ?? '', 0, refused.lastTransitionTime ?? null)
  for (const container of status.containerStatuses ?? []) {
    const found = containerTrouble(container, status.startTime ?? null)
    if (found !== null) return found
  }
  return null
}

const imageReasons = new Set(['ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'])

const configurationReasons = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'])

/** A first crash may be a database that is not there yet; the second one is a loop. */
const crashesOfLoop = 2

function containerTrouble(container: ContainerStatus, startTime: string | null): PodTrouble | null {
  const { state, restartCount: restarts = 0 } = container
  const { reason = '', message = '' } = state?.waiting ?? {}
  if (imageReasons.has(reason)) return trouble('image', message, restarts, startTime)
  if (configurationReasons.has(reason))
    return trouble(/run as root|non-numeric user/.test(message) ? 'root' : 'configuration', message, restarts, null)
  // Between two ends it runs for a moment, which mends nothing.
  const isBetweenEnds = state?.running !== undefined && container.started === false
  const isAgain = (state?.terminated !== undefined || isBetweenEnds) && restarts >= crashesOfLoop
  return reason === 'CrashLoopBackOff' || isAgain ? crashTrouble(container, restarts) : null
}

function crashTrouble({ state, lastState }: ContainerStatus, restarts: number): PodTrouble {
  const end = lastState?.terminated ?? state?.terminated
  if (end === undefined) return trouble('crash', 'it does not say how', restarts, null)
  const reason = end.reason === undefined ? '' : `, ${end.reason}`
  return trouble('crash', `exit code ${end.exitCode}${reason}`, restarts, end.finishedAt ?? null)
}

function trouble(type: PodTrouble['type'], message: string, restarts: number, since: string | null): PodTrouble {
  return { type, message, restarts, since }
}
