import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { StepSubject } from '@operations-manager/schema/steps/step.ts'
import type { Owner } from '../manifests/mark.ts'
import type { BoundStep, StepContext, StepFactory, StepTarget } from '../reconcile/step.ts'
import { addressStep, type FailingSince } from './address/step.ts'
import { beforeStep } from './before/step.ts'
import { bindingStep } from './binding/step.ts'
import type { KindDeps } from './deps.ts'
import { namespaceRemoval, namespaceStep } from './namespace/step.ts'
import { policiesStep } from './policies/step.ts'
import { workloadProofStep } from './proof/step.ts'
import { pullSecretsStep } from './pull-secrets/step.ts'
import { rolloutStep } from './rollout/step.ts'
import { workloadStep } from './workload/step.ts'

/** The steps of deployments and components; those of services and realms belong to others. */
export function kubernetesSteps(deps: KindDeps, installation: string): StepFactory {
  const failingSince: FailingSince = new Map()
  return (subject, target, context) => {
    const owner = { installation, ...target.ref }
    if (target.type === 'removal') return removalStep(deps, owner, subject)
    const { wish } = target
    switch (subject.type) {
      case 'deployment':
        return deploymentStep(deps, owner, subject, wish.spec)
      case 'component':
        return componentStep(deps, owner, subject, target, context, failingSince)
      case 'service':
      case 'realm':
        return null
      default:
        return subject satisfies never
    }
  }
}

type Subject<Type extends StepSubject['type']> = Extract<StepSubject, { type: Type }>

function deploymentStep(
  deps: KindDeps,
  owner: Owner,
  { step }: Subject<'deployment'>,
  spec: DeploymentSpec,
): BoundStep {
  switch (step) {
    case 'namespace':
      return namespaceStep(deps, owner, spec)
    case 'policies':
      return policiesStep(deps, owner, spec)
    case 'pull-secrets':
      return pullSecretsStep(deps, owner, spec)
    default:
      return step satisfies never
  }
}

function componentStep(
  deps: KindDeps,
  owner: Owner,
  { step, component }: Subject<'component'>,
  target: Extract<StepTarget, { type: 'wish' }>,
  context: StepContext,
  failingSince: FailingSince,
): BoundStep {
  const [{ wish }, { now }] = [target, context]
  switch (step) {
    case 'binding':
      return bindingStep(deps, owner, component, wish.spec)
    case 'before':
      return beforeStep(deps, owner, component, wish, now)
    case 'workload':
      return workloadStep(deps, owner, component, wish)
    case 'reach':
      return workloadProofStep(deps, owner, component, target, context)
    case 'rollout':
      return rolloutStep(deps, owner, component, wish.spec, now)
    case 'address':
      return addressStep(deps, component, wish.spec, now, failingSince)
    default:
      return step satisfies never
  }
}

/** Names never depend on the spec, so a removal works without one. */
function removalStep(deps: KindDeps, owner: Owner, subject: StepSubject): BoundStep | null {
  if (subject.type === 'deployment') {
    if (subject.step === 'namespace') return namespaceRemoval(deps, owner)
    return subject.step === 'pull-secrets' ? pullSecretsStep(deps, owner, null) : null
  }
  if (subject.type !== 'component') return null
  if (subject.step === 'binding') return bindingStep(deps, owner, subject.component, null)
  return subject.step === 'workload' ? workloadStep(deps, owner, subject.component, null) : null
}
