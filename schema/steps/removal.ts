import type { Catalogue } from '../services/service-type.ts'
import type { DeploymentSpec } from '../spec/deployment-spec.ts'
import { stepGraph } from './graph.ts'
import type { StepDeclaration, StepSubject } from './step.ts'
import { componentRemovalTitles, deploymentRemovalTitles, realmRemovalTitle } from './titles.ts'

/**
 * The steps that a tombstone asks for, in the opposite order of setting up: workloads → their variables → services →
 * the realm (which its kind keeps until the last user goes) and the namespace. `spec` is the last one accepted.
 *
 * With a service, only that one goes: the deployment stays wished, by a newer spec that no longer has it.
 * Policies are no step: they have to hold until the namespace goes, and stay with a volume that is retained.
 */
export function removalGraph(
  spec: DeploymentSpec,
  catalogue: Catalogue,
  service: string | null,
): readonly StepDeclaration[] {
  const removed = stepGraph(spec, catalogue).flatMap((step) => {
    const title = removalTitle(spec, catalogue, step.subject)
    return title !== null && isPartOf(spec, catalogue, step.subject, service) ? [{ ...step, title }] : []
  })
  return removed
    .map((step) => ({ ...step, needs: removed.filter(({ needs }) => needs.includes(step.key)).map(({ key }) => key) }))
    .toReversed()
}

/** What a step's removal is called, or `null` where there is nothing to remove. */
function removalTitle(spec: DeploymentSpec, catalogue: Catalogue, subject: StepSubject): string | null {
  switch (subject.type) {
    case 'deployment':
      return deploymentRemovalTitles[subject.step]?.('').en ?? null
    case 'realm':
      return realmRemovalTitle(spec.project).en
    case 'component':
      return componentRemovalTitles[subject.step]?.(subject.component).en ?? null
    case 'service': {
      const step = typeOf(spec, catalogue, subject.service)?.steps.find(({ name }) => name === subject.step)
      return step?.removalTitle?.(subject.service).en ?? null
    }
  }
}

function isPartOf(spec: DeploymentSpec, catalogue: Catalogue, subject: StepSubject, service: string | null): boolean {
  if (service === null) return true
  if (subject.type === 'realm') return typeOf(spec, catalogue, service)?.sharedUnit === 'realm'
  return subject.type === 'service' && subject.service === service
}

function typeOf(spec: DeploymentSpec, catalogue: Catalogue, service: string) {
  const declared = spec.services[service]
  return declared && catalogue.get(declared.type)
}
