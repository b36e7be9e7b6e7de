import { joinName, nameHash } from './join-name.ts'

/** A deployment among all deployments of an installation. */
export type DeploymentName = { readonly project: string; readonly deployment: string }

/** A service instance among all of an installation. */
export type InstanceName = DeploymentName & { readonly service: string }

/** Longest and shortest names of each backend, in characters. */
export const nameLimits = {
  kubernetes: { max: 63 },
  hostLabel: { max: 63 },
  // Three characters stay free, so that a second role can stand beside the first while credentials rotate.
  postgresql: { max: 60 },
  bucket: { max: 63, min: 3 },
  accessKey: { max: 120, min: 20 },
  realm: { max: 255 },
  client: { max: 250 },
} as const

/** Namespace of a deployment. */
export function namespaceName({ project, deployment }: DeploymentName): string {
  return joinName([project, deployment], nameLimits.kubernetes)
}

/** First label of a deployment's default address: `webshop-production` below the cluster's domain. */
export function hostLabel({ project, deployment }: DeploymentName): string {
  return joinName([project, deployment], nameLimits.hostLabel)
}

/** Role that owns an instance's database, in PostgreSQL's own form: underscores, no need to quote. */
export function roleName({ project, deployment, service }: InstanceName): string {
  return joinName([project, deployment, service], { ...nameLimits.postgresql, separator: '_' })
}

/** Database of an instance; also the name of the schema inside it. */
export function databaseName(instance: InstanceName): string {
  return roleName(instance)
}

/** Bucket of an instance. */
export function bucketName({ project, deployment, service }: InstanceName): string {
  return joinName([project, deployment, service], nameLimits.bucket)
}

/** User of a bucket; object stores want at least 20 characters, so short names are filled up with a hash. */
export function accessKeyName({ project, deployment, service }: InstanceName): string {
  return joinName([project, deployment, service], nameLimits.accessKey)
}

/** Policy that is attached to the user of a bucket, and to nobody else. */
export function policyName(instance: InstanceName): string {
  return accessKeyName(instance)
}

/** Realm of a project in a cluster. Several clusters may share an identity server, so the cluster is part of it. */
export function realmName({ project, cluster }: { readonly project: string; readonly cluster: string }): string {
  return joinName([project, cluster], nameLimits.realm)
}

/** Sign-in client of an instance. Unique in the installation, since realms may be shared between projects. */
export function clientIdName({ project, deployment, service }: InstanceName): string {
  return joinName([project, deployment, service], nameLimits.client)
}

/**
 * Names of Kubernetes objects inside a deployment's namespace. Kinds that share a kind of object (Secrets, Pods) differ
 * in their first word, so a component called like a service is no collision.
 */
export const objectNames = {
  /** Deployment, Service, autoscaler and budget of a component; other components call it by this name. */
  component: (component: string) => component,
  /**
   * Deployment and Service of an instance that has pods of its own, and the Secret with their configuration. No component
   * is called so, for no name has two hyphens in a row.
   */
  server: (service: string) => `server--${service}`,
  /** Secret with an instance's credentials. */
  credentials: (service: string) => prefixed('service', [service]),
  /** Secret that holds a value before it is set at the backend; no workload mounts it. */
  pendingCredentials: (service: string) => prefixed('pending', [service]),
  /** Secret that a component gets its generated variables of one service from. */
  binding: (component: string, service: string) => prefixed('binding', [component, service]),
  /** Secret with a component's own variables and opened secrets. */
  variables: (component: string) => prefixed('variables', [component]),
  /** Secret for pulling images from a registry of the project. */
  pull: (registry: string) => prefixed('pull', [registry]),
  /** PersistentVolumeClaim of a volume. */
  claim: (service: string) => prefixed('data', [service]),
  /** Job that runs before the new pods of a generation. */
  before: (component: string, generation: string) => suffixed('before', component, generation),
  /** Pod that proves an instance or a call from where the workload stands. */
  proof: (what: string, generation: string) => suffixed('proof', what, generation),
  /** ConfigMap with what was seen from where a component stands. */
  seen: (component: string) => prefixed('seen', [component]),
  /** Ingress of one host of a component. Hosts are no validated names, so they stand in it as a hash. */
  ingress: (component: string, host: string) => `${component}-${nameHash([component, host])}`,
} as const

function prefixed(word: string, parts: readonly string[]): string {
  return `${word}-${joinName(parts, { max: nameLimits.kubernetes.max - word.length - 1 })}`
}

function suffixed(word: string, part: string, generation: string): string {
  return `${word}-${part}-${nameHash([part, generation])}`
}
