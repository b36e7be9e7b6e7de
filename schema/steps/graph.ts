import type { Catalogue, ServiceStep, ServiceType } from '../services/service-type.ts'
import type { ComponentSpec, DeploymentSpec } from '../spec/deployment-spec.ts'
import type { StepDeclaration, StepSubject } from './step.ts'
import { componentTitles, deploymentTitles, realmTitle } from './titles.ts'

/** A step has ten minutes unless its type or the application says otherwise. */
const deadlineSeconds = 600

const byName = <Value>(record: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] =>
  Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))

/** A service of the deployment with its type. */
type Instance = { readonly name: string; readonly type: ServiceType }

/** Keys of steps. `part` is a service or component; the two never have a step of one name. */
const keyOf = (spec: DeploymentSpec, ...parts: readonly string[]): string => [spec.deployment, ...parts].join('/')

/**
 * The steps that make a deployment true, each after what it needs, the same for equal specs:
 * namespace → databases, buckets, clients (after the project's realm) and volumes side by side → the variables of
 * each component → what runs before it → its workload → its rollout → its address. Network policies stand before
 * the first pod. A service is proved beside the rollouts, as soon as the workloads that use it are handed over, and so
 * is what a component reaches, from where it stands.
 */
export function stepGraph(spec: DeploymentSpec, catalogue: Catalogue): readonly StepDeclaration[] {
  const instances = instancesOf(spec, catalogue)
  return [
    ...sharedSteps(spec, instances),
    ...instances.flatMap((instance) => setUpSteps(spec, instance)),
    ...byName(spec.components).flatMap(([name, component]) => componentSteps(spec, instances, name, component)),
    ...instances.flatMap((instance) => proofSteps(spec, instance)),
  ]
}

/** The services of a spec with their types, by name. Registry and backend have one catalogue, so the type is known. */
function instancesOf(spec: DeploymentSpec, catalogue: Catalogue): readonly Instance[] {
  return byName(spec.services).map(([name, { type: typeName }]) => {
    const type = catalogue.get(typeName)
    if (type === undefined) throw new Error(`service ${name} has the unknown type ${typeName}`)
    return { name, type }
  })
}

function sharedSteps(spec: DeploymentSpec, instances: readonly Instance[]): readonly StepDeclaration[] {
  const namespace = keyOf(spec, 'namespace')
  const steps = [deploymentStep(spec, 'namespace', []), deploymentStep(spec, 'policies', [namespace])]
  if (Object.keys(spec.registries).length > 0) {
    steps.push(deploymentStep(spec, 'pull-secrets', [namespace]))
  }
  if (instances.some(({ type }) => type.sharedUnit === 'realm')) steps.push(realmStep(spec))
  return steps
}

/** The step of the unit that all deployments of the project in this cluster share. */
function realmStep(spec: DeploymentSpec): StepDeclaration {
  return {
    key: keyOf(spec, 'realm'),
    subject: { type: 'realm', step: 'realm' },
    needs: [],
    title: realmTitle(spec.project).en,
    weight: 6,
    deadlineSeconds,
  }
}

/** A step of the deployment as a whole. */
function deploymentStep(
  spec: DeploymentSpec,
  step: Extract<StepSubject, { type: 'deployment' }>['step'],
  needs: readonly string[],
): StepDeclaration {
  const title = deploymentTitles[step]('').en
  return { key: keyOf(spec, step), subject: { type: 'deployment', step }, needs, title, weight: 1, deadlineSeconds }
}

function setUpSteps(spec: DeploymentSpec, { name, type }: Instance): readonly StepDeclaration[] {
  return type.steps
    .filter((step) => !step.proof)
    .map((step) => serviceStep(spec, name, step, serviceNeeds(spec, name, type, step)))
}

/**
 * After what a component is tried: its workload is handed over first, so its pods are the first that a node starts, and
 * the pod that tries runs beside them. With a command before it, its variables: what the command cannot reach is known
 * from the trial, not from its failure.
 */
function triedAfter(spec: DeploymentSpec, name: string, { before }: ComponentSpec): string {
  return keyOf(spec, name, before === null ? 'workload' : 'binding')
}

// Beside the rollouts: a proof costs the operation no time of its own.
function proofSteps(spec: DeploymentSpec, { name, type }: Instance): readonly StepDeclaration[] {
  const users = byName(spec.components).filter(([, { uses }]) => uses.some(({ service }) => service === name))
  const tried = users.map(([component, its]) => triedAfter(spec, component, its))
  return type.steps
    .filter((step) => step.proof)
    .map((step) => {
      const needs = [...serviceNeeds(spec, name, type, step), keyOf(spec, 'policies'), ...tried]
      return serviceStep(spec, name, step, needs)
    })
}

/** A step of a service instance. */
function serviceStep(
  spec: DeploymentSpec,
  service: string,
  step: ServiceStep,
  needs: readonly string[],
): StepDeclaration {
  return {
    key: keyOf(spec, service, step.name),
    subject: { type: 'service', service, step: step.name },
    needs,
    title: step.title(service).en,
    weight: step.weight,
    deadlineSeconds: step.deadlineSeconds,
  }
}

/** Keys of what a step of a service needs: another step of the service, or a shared one. */
function serviceNeeds(
  spec: DeploymentSpec,
  service: string,
  type: ServiceType,
  { needs }: ServiceStep,
): readonly string[] {
  const own = new Set(type.steps.map((step) => step.name))
  return needs.map((need) => (own.has(need) ? keyOf(spec, service, need) : keyOf(spec, need)))
}

function componentSteps(
  spec: DeploymentSpec,
  instances: readonly Instance[],
  name: string,
  component: ComponentSpec,
): readonly StepDeclaration[] {
  const used = instances.filter((instance) => component.uses.some(({ service }) => service === instance.name))
  const around = [keyOf(spec, 'policies'), ...pullSecrets(spec)]
  const pods = [keyOf(spec, name, 'binding'), ...around]
  const before = component.before === null ? [] : [keyOf(spec, name, 'before')]
  const steps = [
    componentStep(spec, name, 'binding', [keyOf(spec, 'namespace'), ...used.flatMap((one) => ends(spec, one))]),
    ...before.map(() => componentStep(spec, name, 'before', pods)),
    componentStep(spec, name, 'workload', [...pods, ...before]),
    ...(hasToProve(used, component)
      ? [componentStep(spec, name, 'reach', [triedAfter(spec, name, component), ...around])]
      : []),
    {
      ...componentStep(spec, name, 'rollout', [keyOf(spec, name, 'workload')]),
      deadlineSeconds: component.health.deadlineSeconds ?? deadlineSeconds,
    },
  ]
  if (component.publish !== null) steps.push(componentStep(spec, name, 'address', [keyOf(spec, name, 'rollout')]))
  return steps
}

/** Whether a component reaches anything that can be tried from where it stands. */
function hasToProve(used: readonly Instance[], { calls, egress }: ComponentSpec): boolean {
  return calls.length > 0 || egress.length > 0 || used.some(({ type }) => type.steps.some((step) => step.proof))
}

function pullSecrets(spec: DeploymentSpec): readonly string[] {
  return Object.keys(spec.registries).length > 0 ? [keyOf(spec, 'pull-secrets')] : []
}

/** The last steps of setting up an instance: those that no other one of it needs. */
function ends(spec: DeploymentSpec, { name, type }: Instance): readonly string[] {
  const steps = type.steps.filter((step) => !step.proof)
  const needed = new Set(steps.flatMap(({ needs }) => needs))
  return steps.filter((step) => !needed.has(step.name)).map((step) => keyOf(spec, name, step.name))
}

type ComponentStep = Extract<StepSubject, { type: 'component' }>['step']

/** The share of each step of a component, after what they cost when measured. */
const componentWeights = {
  binding: 1,
  before: 4,
  workload: 1,
  reach: 2,
  rollout: 6,
  address: 1,
} as const satisfies Record<ComponentStep, number>

/** A step of a component. */
function componentStep(
  spec: DeploymentSpec,
  component: string,
  step: ComponentStep,
  needs: readonly string[],
): StepDeclaration {
  return {
    key: keyOf(spec, component, step),
    subject: { type: 'component', component, step },
    needs,
    title: componentTitles[step](component).en,
    weight: componentWeights[step],
    deadlineSeconds,
  }
}
