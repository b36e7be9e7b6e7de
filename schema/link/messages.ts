import { z } from 'zod'
import { DeploymentSpec } from '../spec/deployment-spec.ts'
import { stepStates } from '../steps/step.ts'
import { Problem } from './problem.ts'

/**
 * What travels over the link between a cluster backend and the registry (the backend dials out, one WebSocket,
 * graphql-transport-ws, the small schema in `link.graphql`). Both sides parse with these schemas and trust nothing else.
 */

/** The contract version this code speaks; the registry also speaks the previous one. */
export const contractVersion = 1

/** A deployment that a cluster has to make true. */
export const Wish = z.object({
  /** Global id of the deployment. */
  id: z.string(),
  generation: z.string(),
  revision: z.string(),
  /** The newest operation that wants this generation; null after the database was lost. */
  operation: z.string().nullable(),
  /** Cancelled: stop at the next step boundary and leave it until a new wish. */
  held: z.boolean(),
  /** component → ISO time at which somebody asked for new pods. */
  restarts: z.record(z.string(), z.string()),
  /** Services whose credentials were explicitly asked to be issued again, by operation id. */
  reissue: z.record(z.string(), z.string()),
  /** Services of which retained data comes back (RESTORE) or goes for good (DISCARD). */
  retained: z.record(z.string(), z.enum(['RESTORE', 'DISCARD'])),
  /** Last stored attempt of each unfinished step of this operation; the backend counts on from there. */
  attempts: z.record(z.string(), z.number().int()),
  /** True: the operation's target has its final state; what the cluster mends from now on is an event of the deployment. */
  settled: z.boolean().optional(),
  spec: DeploymentSpec,
})
export type Wish = z.infer<typeof Wish>

/** An explicit, confirmed wish that something be gone. Sent until it is reported done. */
export const Tombstone = z.object({
  id: z.string(),
  deployment: z.string(),
  /** null for the whole deployment. */
  service: z.string().nullable(),
  operation: z.string(),
  confirmedBy: z.string(),
  confirmedAt: z.string(),
  /** What each data service's deletion setting said: keep for the retention time, or drop at once; by service. */
  deletion: z.record(z.string(), z.enum(['retain', 'delete'])),
  /** True: what was retained under this name goes for good. */
  purge: z.boolean(),
  /** Generation of the operation's target, for reports about a whole deployment; absent: the tombstone's id. */
  generation: z.string().optional(),
  attempts: z.record(z.string(), z.number().int()),
})
export type Tombstone = z.infer<typeof Tombstone>

/** From the registry: everything at connect, then changes. */
export const WishMessage = z.discriminatedUnion('type', [
  /** A large snapshot comes in parts; all but the last say `more`, and only the whole is a statement about what is not in it. */
  z.object({
    type: z.literal('snapshot'),
    wishes: z.array(Wish),
    tombstones: z.array(Tombstone),
    more: z.boolean().optional(),
  }),
  z.object({ type: z.literal('wish'), wish: Wish }),
  /** The deployment is no longer wished and has no tombstone: leave it alone and report it as orphaned. */
  z.object({ type: z.literal('unwished'), id: z.string() }),
  z.object({ type: z.literal('tombstone'), tombstone: Tombstone }),
  /** The registry knows that the removal is done, or it was taken back: forget the tombstone. */
  z.object({ type: z.literal('tombstone-gone'), id: z.string() }),
])
export type WishMessage = z.infer<typeof WishMessage>

export const Proof = z.object({
  /** What was tried, as a sentence. */
  tried: z.string(),
  /** What was seen, as a sentence. */
  seen: z.string(),
  passed: z.boolean(),
  from: z.enum(['WORKLOAD', 'BACKEND', 'SIMULATED', 'NOT_MADE']),
  at: z.string(),
})
export type Proof = z.infer<typeof Proof>

/** Stored once per (operation, deployment, generation, step, attempt, state), however often it is reported. */
export const StepReport = z.object({
  type: z.literal('step'),
  operation: z.string(),
  deployment: z.string(),
  generation: z.string(),
  step: z.string(),
  title: z.string(),
  needs: z.array(z.string()),
  weight: z.number(),
  attempt: z.number().int(),
  state: z.enum(stepStates),
  at: z.string(),
  message: z.string(),
  problem: Problem.nullable(),
  proofs: z.array(Proof),
})
export type StepReport = z.infer<typeof StepReport>

/** Where a target (one deployment of one operation) is. SUCCEEDED and FAILED are final. */
export const TargetReport = z.object({
  type: z.literal('target'),
  operation: z.string(),
  deployment: z.string(),
  generation: z.string(),
  state: z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']),
  at: z.string(),
  problems: z.array(Problem),
  /** What it waits for, as a sentence; null if it waits for nothing. */
  waitingFor: z.object({ on: z.string(), message: z.string(), problem: Problem.nullable() }).nullable(),
})
export type TargetReport = z.infer<typeof TargetReport>

export const ObjectRef = z.object({
  backend: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().nullable(),
})
export type ObjectRef = z.infer<typeof ObjectRef>

export const AddressReport = z.object({
  component: z.string(),
  url: z.string(),
  /** Which wish it answers: the default address, a label, or a custom host. */
  kind: z.enum(['DEFAULT', 'LABEL', 'CUSTOM']),
  state: z.enum(['PENDING', 'WORKING', 'FAILING']),
  message: z.string(),
})

/** The present state of one deployment as its cluster sees it. */
export const StatusReport = z.object({
  type: z.literal('status'),
  deployment: z.string(),
  generation: z.string(),
  health: z.enum(['UNKNOWN', 'PROGRESSING', 'READY', 'DEGRADED', 'FAILED', 'REMOVING']),
  headline: z.string(),
  since: z.string(),
  observedAt: z.string(),
  addresses: z.array(AddressReport),
  /** Image asked for and running, by component. */
  components: z.record(
    z.string(),
    z.object({ desired: z.number().int(), ready: z.number().int(), image: z.string(), digest: z.string().nullable() }),
  ),
  /** Marked things inside this deployment that nobody wishes. */
  orphaned: z.array(ObjectRef),
  notices: z.array(z.string()),
})
export type StatusReport = z.infer<typeof StatusReport>

/** Something that belongs to no operation: drift healed, a proof made again. Its random id makes it stored once. */
export const DeploymentEventReport = z.object({
  type: z.literal('event'),
  id: z.string(),
  deployment: z.string(),
  at: z.string(),
  kind: z.enum(['DRIFT_HEALED', 'PROOF_MADE', 'BACKEND_LOST', 'BACKEND_BACK', 'POD_FAILED', 'EVENTS_DROPPED']),
  message: z.string(),
})
export type DeploymentEventReport = z.infer<typeof DeploymentEventReport>

export const RetainedReport = z.object({
  service: z.string(),
  type: z.string(),
  name: z.string(),
  until: z.string(),
})
export type RetainedReport = z.infer<typeof RetainedReport>

export const TombstoneReport = z.object({
  type: z.literal('tombstone'),
  id: z.string(),
  state: z.enum(['TAKEN', 'DONE']),
  at: z.string(),
  retained: z.array(RetainedReport),
})
export type TombstoneReport = z.infer<typeof TombstoneReport>

/** Marked things of no wished deployment in this cluster. */
export const OrphanReport = z.object({ type: z.literal('orphans'), at: z.string(), orphaned: z.array(ObjectRef) })

export const Report = z.discriminatedUnion('type', [
  StepReport,
  TargetReport,
  StatusReport,
  DeploymentEventReport,
  TombstoneReport,
  OrphanReport,
])
export type Report = z.infer<typeof Report>

/** What a cluster can do, without secrets; sent first on every connection. */
export const ClusterProfile = z.object({
  contractVersion: z.number().int(),
  backendVersion: z.string(),
  /** True if nothing of it is a real backend (the sandbox). */
  sandbox: z.boolean(),
  domain: z.string(),
  scheme: z.enum(['http', 'https']),
  /** Where the ingress listens, if not on the scheme's own port. */
  publicPort: z.number().int().nullish(),
  /** Service type → limits and choices of this cluster: the catalogue shown is the catalogue enforced. */
  services: z.record(
    z.string(),
    z.object({
      limits: z.record(z.string(), z.number()),
      choices: z.record(z.string(), z.array(z.string())),
    }),
  ),
  /** Upper limits for components. */
  limits: z.object({ replicas: z.number().int(), cpu: z.string(), memory: z.string(), volume: z.string() }),
  /** Ranges no egress may name: pods, services, nodes. */
  forbiddenRanges: z.array(z.string()),
  egress: z.enum(['fqdn', 'ports']),
  retentionDays: z.number().int(),
  /** Whom secrets are sealed for (age X25519 recipient). */
  agePublicKey: z.string(),
  mail: z.boolean(),
  organisationProvider: z.boolean(),
})
export type ClusterProfile = z.infer<typeof ClusterProfile>

/** What the registry asks a cluster over the link; answered by `answer` messages with the same id. */
export const LinkRequest = z.discriminatedUnion('type', [
  /** A GraphQL request for the cluster's subgraph as the gateway sent it: token, proof and body (address `link:`). */
  z.object({
    type: z.literal('graphql'),
    id: z.string(),
    body: z.string(),
    authorization: z.string().nullable(),
    proof: z.string().nullable(),
    deadlineMs: z.number().int(),
  }),
  z.object({
    type: z.literal('logs'),
    id: z.string(),
    deployment: z.string(),
    component: z.string(),
    since: z.string().nullable(),
  }),
  /** Open an envelope and seal its value for these recipients. */
  z.object({ type: z.literal('reseal'), id: z.string(), envelope: z.string(), recipients: z.array(z.string()) }),
  z.object({
    type: z.literal('reset-sign-in'),
    id: z.string(),
    deployment: z.string(),
    email: z.string(),
    recipient: z.string(),
  }),
  /**
   * Remove something that nobody wishes, or keep its data as retained. Only the object is named: the cluster looks anew
   * whether it carries the mark of this installation and cluster, and whether nobody wishes it.
   */
  z.object({ type: z.literal('orphan'), id: z.string(), action: z.enum(['remove', 'adopt']), object: ObjectRef }),
  z.object({ type: z.literal('stop'), id: z.string() }),
])
export type LinkRequest = z.infer<typeof LinkRequest>

export const LinkAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('next'), id: z.string(), payload: z.json() }),
  z.object({ type: z.literal('complete'), id: z.string() }),
  z.object({ type: z.literal('error'), id: z.string(), code: z.string(), message: z.string() }),
])
export type LinkAnswer = z.infer<typeof LinkAnswer>

/** The payloads of `next` answers by the type of the request; each request but `logs` is answered by exactly one. */
export const linkPayloads = {
  graphql: z.object({ status: z.number().int(), contentType: z.string(), body: z.string() }),
  logs: z.object({ pod: z.string(), container: z.string(), at: z.string(), text: z.string() }),
  /** The same value, sealed for the recipients asked for. */
  reseal: z.object({ envelope: z.string() }),
  /** The temporary password, sealed for the recipient asked for, and the user name it belongs to. */
  'reset-sign-in': z.object({ envelope: z.string(), username: z.string() }),
  /** Sent once the cluster has acted, or refused and touched nothing. */
  orphan: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('DONE'),
      /** Whose it was by its mark. */
      project: z.string(),
      deployment: z.string().nullable(),
      /** What is kept from now on, and until when; empty after a removal. */
      retained: z.array(RetainedReport),
    }),
    z.object({ outcome: z.literal('REFUSED'), problem: Problem }),
  ]),
} as const

/** A request that is answered (all but `stop`), without the id, which the link gives. */
export type LinkQuestion = DistributiveOmit<Exclude<LinkRequest, { type: 'stop' }>, 'id'>
export type LinkPayload<Type extends keyof typeof linkPayloads> = z.infer<(typeof linkPayloads)[Type]>

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never
