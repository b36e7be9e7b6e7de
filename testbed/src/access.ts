import type { Trust } from './trust/trust.ts'

/** How to reach the services of a testbed as their first administrator. Plain data: it crosses process borders. */
export type Services = {
  /** The superuser's address. */
  readonly postgresqlUrl: string
  readonly minio: { readonly url: string; readonly accessKey: string; readonly secretKey: string }
  /** A service account of the realm `master` that may do everything. */
  readonly keycloak: { readonly url: string; readonly clientId: string; readonly clientSecret: string }
  /** How they speak TLS; null where they do not. */
  readonly tls: ServicesTls | null
}

/**
 * The certificates of the services. MinIO takes one that is put in the place of its own by itself, PostgreSQL when it is
 * told to read its settings again, Keycloak when it starts.
 */
export type ServicesTls = Omit<Trust, 'authority'> & {
  /** Whom to trust, as PEM. */
  readonly authority: string
  /** The folder in which each finds its certificate. */
  readonly folders: Readonly<Record<'postgresql' | 'minio' | 'keycloak', string>>
}

/** How to reach the testbed's registry of images, whose only account may do everything in it. */
export type ImageRegistryAccess = {
  /** Where it answers, by HTTP: also the first part of its images' names. */
  readonly host: string
  readonly username: string
  readonly password: string
  /** The program that brings images into it. */
  readonly crane: string
}

/** How to reach one cluster of a testbed. Plain data: it crosses process borders. */
export type ClusterAccess = {
  readonly name: string
  /** Path of a kubeconfig with an administrator's rights. */
  readonly kubeconfig: string
  /** The address of its API server. */
  readonly server: string
  /** Published hosts are names below it. */
  readonly domain: string
  /** Where the cluster's pods reach servers of this machine. */
  readonly hostAddress: string
  /** An address of this machine that is outside of the cluster to its policies: a test may listen there. Null without a node. */
  readonly outsideAddress: string | null
  /** Where its ingress proxy listens; requests reach pods from this address. Null without a node. */
  readonly ingress: {
    readonly address: string
    readonly port: number
    /** Where it speaks TLS, with certificates of an authority (PEM) for hosts that ask for one. */
    readonly secure: { readonly port: number; readonly authority: string }
    /** How hosts are to be published: not every cluster has TLS. */
    readonly scheme: 'http' | 'https'
  } | null
  /** Whether it has a node, so that pods really run. */
  readonly node: boolean
  /** A registry that answers every request of this cluster's node with 429. Null without a node. */
  readonly busyRegistry: string | null
  /** The ranges of its addresses, which no workload may be let out to. */
  readonly ranges: { readonly pods: string; readonly services: string; readonly nodes: string }
  /** The classes of storage that claims may ask for, the default first. */
  readonly storageClasses: readonly string[]
}

/** All that a running testbed offers. */
export type TestbedAccess = {
  readonly services: Services
  readonly clusters: readonly ClusterAccess[]
  /** Null where no pods run. */
  readonly imageRegistry: ImageRegistryAccess | null
}
