import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../ports/kubernetes.ts'
import type { Credential, Published } from './credential.ts'

/** Where an instance's credentials are kept. */
export type CredentialPlace = {
  readonly namespace: string
  readonly service: string
  /** Whose they are: labels and the mark of the Secrets. */
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** Which of the published outputs is the secret itself. */
  readonly secretOutput: string
}

/**
 * Credentials in Secrets of the deployment's namespace. A call that fails throws: a Secret that cannot be read is
 * never one that is missing.
 */
export type CredentialStore = {
  readPending(place: CredentialPlace): Promise<Credential | null>
  readPublished(place: CredentialPlace): Promise<Published | null>
  /** Records a value that no workload mounts yet. */
  record(place: CredentialPlace, credential: Credential): Promise<void>
  /** Publishes for workloads, and only then forgets the record. */
  publish(place: CredentialPlace, credential: Published): Promise<void>
  /** Both Secrets go, with the service. */
  remove(place: CredentialPlace): Promise<void>
}

const issueAnnotation = 'operations-manager/issue'
/** The key of the secret itself in a record; published Secrets have the keys of the service type's outputs. */
const recordKey = 'secret'

export function credentialStore(kubernetes: KubernetesPort): CredentialStore {
  return {
    readPending: async (place) => {
      const object = await kubernetes.read(pendingRef(place))
      if (object === null) return null
      const value = contentOf(object)[recordKey]
      return value === undefined ? null : { secret: value, issue: issueOf(object) }
    },
    readPublished: async (place) => readPublishedFrom(await kubernetes.read(publishedRef(place)), place),
    record: async (place, { secret, issue }) => {
      await kubernetes.apply(secretObject(pendingRef(place), place, issue, { [recordKey]: secret }))
    },
    publish: async (place, { issue, outputs }) => {
      await kubernetes.apply(secretObject(publishedRef(place), place, issue, outputs))
      await kubernetes.remove(pendingRef(place))
    },
    remove: async (place) => {
      await kubernetes.remove(publishedRef(place))
      await kubernetes.remove(pendingRef(place))
    },
  }
}

function readPublishedFrom(object: KubernetesObject | null, { secretOutput }: CredentialPlace): Published | null {
  if (object === null) return null
  const outputs = contentOf(object)
  const secret = outputs[secretOutput]
  // A Secret that somebody emptied tells nothing, as if it were not there; the thing's mark then decides.
  return secret === undefined ? null : { secret, issue: issueOf(object), outputs }
}

function issueOf(object: KubernetesObject): string {
  return object.metadata.annotations?.[issueAnnotation] ?? ''
}

function contentOf(object: KubernetesObject): Readonly<Record<string, Secret>> {
  const content: unknown = object['data']
  if (typeof content !== 'object' || content === null) return {}
  return Object.fromEntries(
    Object.entries(content).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, new Secret(Buffer.from(value, 'base64').toString('utf8'))]] : [],
    ),
  )
}

function secretObject(
  ref: KubernetesRef,
  { labels, annotations, namespace }: CredentialPlace,
  issue: string,
  content: Readonly<Record<string, Secret>>,
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: ref.name, namespace, labels, annotations: { ...annotations, [issueAnnotation]: issue } },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries(content).map(([key, value]) => [key, Buffer.from(value.reveal(), 'utf8').toString('base64')]),
    ),
  }
}

function publishedRef({ namespace, service }: Pick<CredentialPlace, 'namespace' | 'service'>): KubernetesRef {
  return { apiVersion: 'v1', kind: 'Secret', namespace, name: objectNames.credentials(service) }
}

function pendingRef({ namespace, service }: CredentialPlace): KubernetesRef {
  return { apiVersion: 'v1', kind: 'Secret', namespace, name: objectNames.pendingCredentials(service) }
}

/** All published values of an instance, for the Secrets that are derived from them. */
export async function publishedOutputs(
  kubernetes: KubernetesPort,
  namespace: string,
  service: string,
): Promise<Readonly<Record<string, Secret>> | null> {
  const object = await kubernetes.read(publishedRef({ namespace, service }))
  return object === null ? null : contentOf(object)
}
