import type { z } from 'zod'
import type { DeploymentSpec, ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { StepTarget, BoundStep, StepContext } from '../reconcile/step.ts'
import type { Removal } from './instance.ts'

type Json = z.core.util.JSONType

/** Everything that a step of a service instance is bound from. */
export type ServiceInput = {
  readonly service: string
  readonly step: string
  readonly target: StepTarget
  readonly spec: DeploymentSpec
  /** `settings` are parsed by the type's schema; empty in a removal of which no more than the name is known. */
  readonly declared: ServiceSpec
  /** `null` while it is wished. */
  readonly removal: Removal | null
  readonly context: StepContext
}

/** How an instance is tried from where a component stands that uses it: see `prober.ts` of its type. */
export type WorkloadTrial = {
  /** Which outputs are read from the component's variables. */
  readonly outputs: readonly string[]
  /** Plain data for the type's prober, without a secret. */
  readonly given: Json
}

/** A service type in the cluster: its kinds and its proof, bound to one step of one instance. */
export type ClusterService = {
  readonly type: string
  bind(input: ServiceInput): BoundStep
  /** Absent: the type has no prober, and is proved from the backend's place only. */
  readonly trial?: (input: Pick<ServiceInput, 'service' | 'spec' | 'declared'>) => WorkloadTrial
}

/** What the wish says about an instance beside its settings. */
export function requestsOf({ target, service }: Pick<ServiceInput, 'target' | 'service'>): {
  readonly reissue: string | undefined
  readonly retained: 'RESTORE' | 'DISCARD' | undefined
} {
  if (target.type === 'removal') return { reissue: undefined, retained: undefined }
  return { reissue: target.wish.reissue[service], retained: target.wish.retained[service] }
}
