import { z } from 'zod'
import { parseQuantity } from './quantity.ts'

const Quantity = z.string().refine((text) => parseQuantity(text) !== null, 'is no Kubernetes quantity')
const Labels = z.record(z.string(), z.string())

/** Where traffic comes from or goes to: a range of addresses, or pods in namespaces, both by label. */
export const NetworkPeer = z.union([
  z.object({ cidr: z.string(), except: z.array(z.string()).optional() }).strict(),
  z.object({ namespace: Labels, pods: Labels.optional() }).strict(),
])
export type NetworkPeer = z.infer<typeof NetworkPeer>

/** The cluster's configuration for what is made in its Kubernetes. Without any key it suits a small cluster. */
export const KubernetesSettings = z.object({
  domain: z.string(),
  scheme: z.enum(['http', 'https']),
  /** Where people reach the ingress, if not on the scheme's own port. */
  publicPort: z.number().int().nullable().default(null),
  ingress: z
    .object({
      className: z.string().nullable().default(null),
      /** Name of a cert-manager ClusterIssuer; null where certificates come from elsewhere. */
      tlsIssuer: z.string().nullable().default(null),
      annotations: Labels.default({}),
      /** How the controller takes a path's prefix off: by annotations of ingress-nginx, or not at all. */
      stripPath: z.enum(['nginx', 'none']).default('none'),
      /** Where addresses are proved: the controller itself, so that public DNS does not decide. Null: by the host's name. */
      address: z.object({ host: z.string(), port: z.number().int() }).nullable().default(null),
      /** Where the ingress is in an own network and `address` is null: ranges to which host names may lead, as CIDR. */
      allowedRanges: z.array(z.union([z.cidrv4(), z.cidrv6()])).default([]),
      peers: z.array(NetworkPeer).default([]),
    })
    .prefault({}),
  /** Of each namespace; keys as in a ResourceQuota. */
  quota: z.record(z.string(), Quantity).default({}),
  limits: z
    .object({
      /** What a container gets that asks for nothing. */
      default: z.object({ cpu: Quantity, memory: Quantity }).default({ cpu: '500m', memory: '512Mi' }),
      defaultRequest: z.object({ cpu: Quantity, memory: Quantity }).default({ cpu: '100m', memory: '128Mi' }),
      max: z.object({ cpu: Quantity, memory: Quantity }).nullable().default(null),
    })
    .prefault({}),
  network: z
    .object({
      dns: z.array(NetworkPeer).default([{ namespace: { 'kubernetes.io/metadata.name': 'kube-system' } }]),
      /** Service type → where its backend is. */
      backends: z
        .record(z.string(), z.object({ peers: z.array(NetworkPeer), ports: z.array(z.number().int()) }))
        .default({}),
      /** Ranges of pods, services, nodes and API server: no egress ever leads there. */
      forbiddenRanges: z.array(z.string()).default([]),
      egress: z.enum(['fqdn', 'ports']).default('ports'),
    })
    .prefault({}),
  /** Makes proofs from where workloads stand: the image of this program. Null: they are made from its own place. */
  prober: z.object({ image: z.string() }).nullable().default(null),
  /** Group that owns mounted volumes; null where the platform assigns it. */
  volumeGroup: z.number().int().nullable().default(null),
  /** PEM of the certificate authority that signs the backends' certificates. */
  certificateAuthority: z.string().nullable().default(null),
  /** How long a pod may find no node before its rollout ends with NOT_SCHEDULABLE; autoscaled nodes need a while. */
  unschedulableAfterSeconds: z.number().int().default(20),
  /** How long a new address may fail before its step does; an ingress controller needs a moment for a new route. */
  addressGraceSeconds: z.number().int().default(30),
})
export type KubernetesSettings = z.infer<typeof KubernetesSettings>
