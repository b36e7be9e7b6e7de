import type {
  V1Container,
  V1PodSpec,
  V1PodTemplateSpec,
  V1Probe,
  V1Volume,
  V1VolumeMount,
} from '@kubernetes/client-node'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { ComponentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { annotations, labels, ownerLabels } from './mark.ts'
import { componentOf, type ManifestInput } from './meta.ts'
import { trustName, workloadAccount } from './namespace.ts'

/** Where the certificate authority of the cluster's backends is mounted, and the file in it. */
export const trustFolder = '/etc/operations-manager/trust'
export const trustFile = `${trustFolder}/ca.crt`

/** What a pod's containers read, as the binding step published it. */
export type Injection = {
  /** Names of the Secrets whose values become variables. */
  readonly secrets: readonly string[]
  /** Keyed hash of all of their values. */
  readonly contentHash: string
}

/** A model of the client as plain data: its models are classes, and we never make instances. */
type Plain<Model> = { [Key in keyof Model]: Model[Key] }

/** The longest that a container may take to start when the application says nothing. */
const startSeconds = 600
/** A pod that starts at once is ready at once: each period is one that people wait for. */
const startPeriodSeconds = 1

// A pod that is told to end gets requests for a moment longer, until every proxy knows; most applications end at once.
const farewell = { preStop: { sleep: { seconds: 5 } } }

/** The pods of a component. */
export function podTemplate(
  input: ManifestInput,
  component: string,
  injection: Injection,
  restartedAt: string | null,
): V1PodTemplateSpec {
  const spec = componentOf(input.spec, component)
  const probes = probesOf(spec)
  const ports = portsOf(spec)
  const more = { ...commandOf(spec), ...probes, ...(ports.length > 0 && { lifecycle: farewell }), ports }
  const template = basicTemplate(input, component, injection, more)
  return {
    metadata: {
      labels: {
        ...ownerLabels(input.spec),
        [labels.name]: component,
        [labels.component]: component,
        [labels.network]: component,
      },
      annotations: {
        [annotations.content]: injection.contentHash,
        ...(restartedAt !== null && { [annotations.restartedAt]: restartedAt }),
      },
    },
    spec: {
      ...template,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { [labels.component]: component } },
        },
      ],
    },
  }
}

/** The pod that runs once before the new pods: the same image, variables and bounds, and no request ever reaches it. */
export function beforeTemplate(
  input: ManifestInput,
  component: string,
  command: readonly string[],
  injection: Injection,
): V1PodTemplateSpec {
  return {
    metadata: {
      labels: { ...ownerLabels(input.spec), [labels.name]: component, [labels.network]: component },
    },
    spec: { ...basicTemplate(input, component, injection, { command: [...command] }), restartPolicy: 'Never' },
  }
}

function basicTemplate(
  input: ManifestInput,
  component: string,
  injection: Injection,
  more: Partial<V1Container>,
): Plain<V1PodSpec> {
  const spec = componentOf(input.spec, component)
  const mounted = joined(mountsOf(input, spec), trustOf(input))
  const { volumeGroup } = input.settings
  return {
    ...account,
    securityContext: {
      ...closedPod,
      ...(volumeGroup !== null && { fsGroup: volumeGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    },
    containers: [
      {
        name: 'app',
        image: spec.image,
        envFrom: injection.secrets.map((name) => ({ secretRef: { name } })),
        resources: resourcesOf(spec),
        securityContext: { ...closedContainer, readOnlyRootFilesystem: !spec.writableRoot },
        ...(mounted.mounts.length > 0 && { volumeMounts: mounted.mounts }),
        ...more,
      },
    ],
    ...(mounted.volumes.length > 0 && { volumes: mounted.volumes }),
  }
}

const account = {
  serviceAccountName: workloadAccount,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
} as const
const closedPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as const
const closedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
}

/** What a pod of the platform's own has of a component's pods: their account and whom they trust, nothing of their data. */
export function standingPod(input: ManifestInput) {
  const { volumes, mounts } = trustOf(input)
  return {
    pod: { ...account, securityContext: closedPod, volumes },
    container: {
      name: 'app',
      securityContext: { ...closedContainer, readOnlyRootFilesystem: true },
      volumeMounts: mounts,
    },
  }
}

function commandOf({ command, args }: ComponentSpec): Partial<V1Container> {
  return { ...(command !== null && { command: [...command] }), ...(args !== null && { args: [...args] }) }
}

function portsOf({ ports }: ComponentSpec): NonNullable<V1Container['ports']> {
  return ports.map(({ name, port, protocol }) => ({ name: portName(name), containerPort: port, protocol }))
}

/** Names of ports are at most 15 characters in a container; a longer one is known by its number. */
function portName(name: string): string {
  return name.slice(0, 15).replace(/-+$/, '')
}

// Asked for is what is given and no more: requests and limits alike, so a neighbour cannot take it.
function resourcesOf({ resources: { cpu, memory } }: ComponentSpec): NonNullable<V1Container['resources']> {
  const given = { ...(cpu !== null && { cpu }), ...(memory !== null && { memory }) }
  return Object.keys(given).length === 0 ? {} : { requests: given, limits: given }
}

function probesOf({ ports, publish, health }: ComponentSpec): Partial<V1Container> {
  const port = ports.find(({ name }) => name === publish?.port) ?? ports.find(({ protocol }) => protocol === 'TCP')
  if (port === undefined || port.protocol !== 'TCP') return {}
  // The kubelet takes 200 to 399 only; an application that answers otherwise on purpose is judged by its port.
  const readable = health.path !== null && (health.expect === null || (health.expect >= 200 && health.expect < 400))
  const test: Plain<V1Probe> = readable
    ? { httpGet: { path: health.path ?? '/', port: port.port } }
    : { tcpSocket: { port: port.port } }
  const deadline = health.deadlineSeconds ?? startSeconds
  return {
    startupProbe: {
      ...test,
      periodSeconds: startPeriodSeconds,
      timeoutSeconds: 3,
      failureThreshold: Math.max(1, Math.ceil(deadline / startPeriodSeconds)),
    },
    readinessProbe: { ...test, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
    livenessProbe: { ...test, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  }
}

type Mounted = { readonly volumes: V1Volume[]; readonly mounts: V1VolumeMount[] }

function mountsOf({ spec, catalogue }: ManifestInput, component: ComponentSpec): Mounted {
  const own = component.mounts.flatMap(({ service, path }) => {
    const declared = spec.services[service]
    const type = catalogue.get(declared?.type ?? '')
    if (declared === undefined || type === undefined) return []
    // A type that sets up nothing is one that the pods bring with them.
    const source: Partial<V1Volume> =
      type.steps.length === 0
        ? {
            emptyDir: {
              ...(typeof declared.settings['size'] === 'string' && { sizeLimit: declared.settings['size'] }),
            },
          }
        : { persistentVolumeClaim: { claimName: objectNames.claim(service) } }
    const name = `service-${service}`
    return [{ volume: { name, ...source }, mount: { name, mountPath: path } }]
  })
  return { volumes: own.map(({ volume }) => volume), mounts: own.map(({ mount }) => mount) }
}

function trustOf({ settings }: ManifestInput): Mounted {
  if (settings.certificateAuthority === null) return { volumes: [], mounts: [] }
  return {
    volumes: [{ name: 'trust', configMap: { name: trustName, defaultMode: 0o444 } }],
    mounts: [{ name: 'trust', mountPath: trustFolder, readOnly: true }],
  }
}

function joined(one: Mounted, other: Mounted): Mounted {
  return { volumes: [...one.volumes, ...other.volumes], mounts: [...one.mounts, ...other.mounts] }
}
