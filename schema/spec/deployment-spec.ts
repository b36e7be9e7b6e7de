import { z } from 'zod'

const Port = z.object({ name: z.string(), port: z.number().int(), protocol: z.enum(['TCP', 'UDP']) })

/** An address that a published component asks for. A label stands below the cluster's domain; a custom host is whole. */
export const HostWish = z.discriminatedUnion('type', [
  z.object({ type: z.literal('default'), label: z.string() }),
  z.object({ type: z.literal('label'), label: z.string() }),
  z.object({ type: z.literal('custom'), host: z.string() }),
])
export type HostWish = z.infer<typeof HostWish>

export const Binding = z.object({
  service: z.string(),
  /** `SOURCE` gives `SOURCE_DATABASE_…` instead of plain and further names. */
  prefix: z.string().nullable(),
  /** Extra names: own name → generated name. */
  as: z.record(z.string(), z.string()),
})
export type Binding = z.infer<typeof Binding>

export const Egress = z.discriminatedUnion('type', [
  z.object({ type: z.literal('host'), host: z.string(), port: z.number().int() }),
  z.object({ type: z.literal('cidr'), cidr: z.string(), port: z.number().int() }),
])
export type Egress = z.infer<typeof Egress>

/** One component as it runs in this deployment: defaults filled in, overrides applied. */
export const ComponentSpec = z.object({
  image: z.string(),
  command: z.array(z.string()).nullable(),
  args: z.array(z.string()).nullable(),
  /** Runs once per generation before the new pods. */
  before: z.array(z.string()).nullable(),
  /** Empty for a worker. */
  ports: z.array(Port),
  publish: z
    .object({ port: z.string(), path: z.string(), stripPath: z.boolean(), hosts: z.array(HostWish) })
    .nullable(),
  uses: z.array(Binding),
  /** Names of components of the same deployment that this one calls. */
  calls: z.array(z.string()),
  env: z.object({ component: z.record(z.string(), z.string()), deployment: z.record(z.string(), z.string()) }),
  secrets: z.array(z.string()),
  mounts: z.array(z.object({ service: z.string(), path: z.string() })),
  egress: z.array(Egress),
  /** Kubernetes quantities; null where the cluster's default holds. */
  resources: z.object({ cpu: z.string().nullable(), memory: z.string().nullable() }),
  replicas: z.number().int(),
  autoscale: z.object({ min: z.number().int(), max: z.number().int(), cpu: z.number().int() }).nullable(),
  health: z.object({
    path: z.string().nullable(),
    expect: z.number().int().nullable(),
    deadlineSeconds: z.number().int().nullable(),
  }),
  writableRoot: z.boolean(),
})
export type ComponentSpec = z.infer<typeof ComponentSpec>

/** One service instance; `settings` are those of its type, parsed, defaults filled in. */
export const ServiceSpec = z.object({
  type: z.string(),
  settings: z.record(z.string(), z.json()),
  deletion: z.enum(['retain', 'delete']),
})
export type ServiceSpec = z.infer<typeof ServiceSpec>

/**
 * What one cluster has to make true for one deployment: only what that cluster needs, nothing of other clusters.
 * A pure function of project file and deployment; the hash of its canonical JSON is the generation.
 */
export const DeploymentSpec = z.object({
  formatVersion: z.literal(1),
  /** Which installation of the Operations Manager wishes this; part of every mark. */
  installation: z.string(),
  cluster: z.string(),
  project: z.string(),
  deployment: z.string(),
  components: z.record(z.string(), ComponentSpec),
  services: z.record(z.string(), ServiceSpec),
  registries: z.record(z.string(), z.object({ url: z.string(), username: z.string(), secret: z.string() })),
  /** Age envelopes by `component/NAME` or `registries/KEY/NAME`: for each the narrowest one that applies here. */
  sealed: z.record(z.string(), z.string()),
  /** Who may sign in; empty unless a service needs people (single-sign-on). */
  people: z.array(z.object({ email: z.string(), role: z.enum(['owner', 'admin', 'developer', 'viewer']) })),
})
export type DeploymentSpec = z.infer<typeof DeploymentSpec>
