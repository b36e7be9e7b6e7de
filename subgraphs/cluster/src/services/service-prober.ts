import type { Proof } from '@operations-manager/schema/link/messages.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Evidence } from './proofs.ts'

/** What a type's prober works with, in a pod that stands where the workload stands. */
export type ProberInput = {
  /** The values of its outputs, from the variables of the component. */
  readonly value: (output: string) => Secret
  /** What the backend added, as `WorkloadTrial.given`. */
  readonly given: unknown
  /** PEM of the authority that the component was told to trust; `null`: it was told of none. */
  readonly certificateAuthority: string | null
  readonly timeoutMs: number
  readonly evidence: Evidence
}

/**
 * A service type as a workload uses it: with its variables, its trust and from its place, by the same proof as the
 * backend makes. It stands in `prober.ts` of the type's folder, which is all that the prober knows of it.
 */
export type ServiceProber = {
  /** Throws a `PortError` where the server does not answer or is not to be trusted, as ports do. */
  prove(input: ProberInput): Promise<readonly Proof[]>
}
