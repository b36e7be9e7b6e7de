import type { V1Container, V1Deployment, V1PodSpec, V1Probe, V1Secret, V1Service } from '@kubernetes/client-node'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { redisPort } from '@operations-manager/schema/services/redis/service-type.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { hashOf } from '../../manifests/canonical.ts'
import { annotations, labels, ownerLabels } from '../../manifests/mark.ts'
import { finished, serviceMetaOf } from '../../manifests/meta.ts'
import { workloadAccount } from '../../manifests/namespace.ts'
import type { KubernetesObject } from '../../ports/kubernetes.ts'
import type { Instance } from '../instance.ts'
import { accountsFile } from './account.ts'
import { redisUser, type RedisWish } from './instance.ts'
import type { RedisSettings } from './settings.ts'

/** What the objects of a server are a function of. */
export type ServerInput = {
  readonly instance: Instance
  readonly wish: RedisWish
  readonly settings: RedisSettings
  /** Group that owns mounted volumes; `null` where the platform assigns it. */
  readonly volumeGroup: number | null
  readonly password: Secret
  /** For which request the password was issued. */
  readonly issue: string
}

export const serverPart = 'server'
export const issueAnnotation = 'operations-manager/issue'

const accountsFolder = '/etc/operations-manager/redis'
const accountsKey = 'users.acl'
const passwordKey = 'password'
const dataFolder = '/data'
/** What a server needs beside what it holds, and its pod therefore gets. */
const ownBytes = 32 * 2 ** 20

/** Everything that serves an instance: its accounts, its one pod, and the name by which that is reached. */
export function serverObjects(input: ServerInput): readonly KubernetesObject[] {
  return [accounts(input), deployment(input), service(input)]
}

/** How much memory the pod of a server gets, in bytes: while it writes to its volume it may hold much of it twice. */
export function podMemory({ memoryBytes, isKept }: Pick<RedisWish, 'memoryBytes' | 'isKept'>): number {
  return Math.ceil(memoryBytes * (isKept ? 2 : 1.5)) + ownBytes
}

/** How much an instance may hold at most where a container may have so much memory, whatever is wished beside. */
export function mostMemory(containerBytes: number): number {
  return Math.max(0, Math.floor((containerBytes - ownBytes) / 2))
}

function accounts({ instance, password, issue }: ServerInput): KubernetesObject {
  const meta = metaOf(instance)
  return finished({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...meta, annotations: { ...meta.annotations, [issueAnnotation]: issue } },
    type: 'Opaque',
    data: { [accountsKey]: encoded(accountsFile(password)), [passwordKey]: encoded(password.reveal()) },
  } satisfies V1Secret)
}

function service({ instance }: ServerInput): KubernetesObject {
  return finished({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metaOf(instance),
    spec: {
      selector: { [labels.service]: instance.service },
      ports: [{ name: 'redis', port: redisPort, targetPort: redisPort, protocol: 'TCP' }],
    },
  } satisfies V1Service)
}

/** One pod: a second one would hold other data. The old one ends before the new one starts, for they share a volume. */
function deployment(input: ServerInput): KubernetesObject {
  const { instance, password } = input
  return finished({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metaOf(instance),
    spec: {
      replicas: 1,
      revisionHistoryLimit: 1,
      progressDeadlineSeconds: 600,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: { [labels.service]: instance.service } },
      template: {
        metadata: {
          labels: { ...ownerLabels(instance.owner), [labels.part]: serverPart, [labels.service]: instance.service },
          // The server reads its accounts when it starts, so other ones start it again.
          annotations: { [annotations.content]: hashOf(accountsFile(password)) },
        },
        spec: podSpec(input),
      },
    },
  } satisfies V1Deployment)
}

function podSpec(input: ServerInput): V1PodSpec {
  const { instance, wish, settings, volumeGroup } = input
  const claim = { persistentVolumeClaim: { claimName: objectNames.claim(instance.service) } }
  return {
    serviceAccountName: workloadAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Room to write down what it holds.
    terminationGracePeriodSeconds: 60,
    securityContext: {
      runAsNonRoot: true,
      ...(settings.user !== null && { runAsUser: settings.user }),
      seccompProfile: { type: 'RuntimeDefault' },
      ...(volumeGroup !== null && { fsGroup: volumeGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    },
    containers: [container(input)],
    volumes: [
      {
        name: 'accounts',
        secret: {
          secretName: objectNames.server(instance.service),
          items: [{ key: accountsKey, path: accountsKey }],
          defaultMode: 0o444,
        },
      },
      ...(wish.isKept ? [{ name: 'data', ...claim }] : []),
    ],
  }
}

function container({ instance, wish, settings }: ServerInput): V1Container {
  const memory = String(podMemory(wish))
  // The client has the password from its environment, never from an argument, which everybody on the node could read.
  const secretKeyRef = { name: objectNames.server(instance.service), key: passwordKey }
  return {
    name: 'server',
    image: settings.image,
    command: [settings.server],
    args: serverArguments(wish),
    env: ['REDISCLI_AUTH', 'VALKEYCLI_AUTH'].map((name) => ({ name, valueFrom: { secretKeyRef } })),
    ports: [{ name: 'redis', containerPort: redisPort, protocol: 'TCP' }],
    ...probes(settings),
    resources: { requests: { memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    },
    volumeMounts: [
      { name: 'accounts', mountPath: accountsFolder, readOnly: true },
      ...(wish.isKept ? [{ name: 'data', mountPath: dataFolder }] : []),
    ],
  }
}

/** All that the server is told, as arguments: there is no file to keep in step. */
export function serverArguments({ memoryBytes, policy, isKept }: RedisWish, accountsIn = accountsFolder): string[] {
  const told = {
    port: String(redisPort),
    aclfile: `${accountsIn}/${accountsKey}`,
    maxmemory: String(memoryBytes),
    'maxmemory-policy': policy,
    // Slow readers end before what is buffered for them ends the server.
    'maxmemory-clients': '10%',
    // Nobody gets in without an account, from wherever; with it only the pod itself would.
    'protected-mode': 'no',
    save: '',
    ...(isKept ? { appendonly: 'yes', dir: dataFolder } : { appendonly: 'no' }),
  }
  return Object.entries(told).flatMap(([name, value]) => [`--${name}`, value])
}

/** Ready is who can be signed in to with the account: that is how a password counts as verified. */
function probes({ client }: RedisSettings): Pick<V1Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const command = [client, '-e', '--no-auth-warning', '--user', redisUser, '-p', String(redisPort), 'PING']
  const signIn = { exec: { command } } satisfies Partial<V1Probe>
  return {
    startupProbe: { ...signIn, periodSeconds: 1, timeoutSeconds: 5, failureThreshold: 600 },
    readinessProbe: { ...signIn, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    livenessProbe: { tcpSocket: { port: redisPort }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  }
}

function metaOf({ owner, service }: Instance) {
  return serviceMetaOf(owner, serverPart, objectNames.server(service), service)
}

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
