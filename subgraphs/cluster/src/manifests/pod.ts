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
  const mounted = mountsOf(input, spec)
  const { volumeGroup } = input.settings
  return {
    serviceAccountName: workloadAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
      ...(volumeGroup !== null && { fsGroup: volumeGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    },
    containers: [
      {
        name: 'app',
        image: spec.image,
        envFrom: injection.secrets.map((name) => ({ secretRef: { name } })),
        resources: resourcesOf(spec),
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: !spec.writableRoot,
          runAsNonRoot: true,
        },
        ...(mounted.mounts.length > 0 && { volumeMounts: mounted.mounts }),
        ...more,
      },
    ],
    ...(mounted.volumes.length > 0 && { volumes: mounted.volumes }),
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

function mountsOf(
  { spec, settings, catalogue }: ManifestInput,
  component: ComponentSpec,
): { readonly volumes: V1Volume[]; readonly mounts: V1VolumeMount[] } {
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
  const trust = { name: 'trust', configMap: { name: trustName, defaultMode: 0o444 } }
  const trusts = settings.certificateAuthority !== null
  return {
    volumes: [...own.map(({ volume }) => volume), ...(trusts ? [trust] : [])],
    mounts: [
      ...own.map(({ mount }) => mount),
      ...(trusts ? [{ name: 'trust', mountPath: trustFolder, readOnly: true }] : []),
    ],
  }
}
