import type {
  RemoveVariableInput,
  SetImageInput,
  SetReplicasInput,
  SetVariableInput,
} from '@operations-manager/schema/generated/registry.ts'
import { clear, firstOf, missing, patch, refuse, set, type Plan, type Planner, type Subject } from './edit.ts'

type Place = { readonly component: string; readonly deployment?: string | null }

/** Where a value of a component stands: at the component, or at what differs in one deployment. */
function pathOf({ component, deployment }: Place, ...rest: readonly string[]): readonly string[] {
  if (deployment === null || deployment === undefined) return ['components', component, ...rest]
  return ['deployments', deployment, 'components', component, ...rest]
}

function unknownPlace({ file }: Subject, { component, deployment }: Place): Plan | null {
  const ofDeployment =
    deployment === null || deployment === undefined ? null : missing('deployment', deployment, file.deployments)
  return firstOf(missing('component', component, file.components), ofDeployment)
}

export const setImage: Planner<SetImageInput> = (subject, input) => {
  const unknown = unknownPlace(subject, input)
  if (unknown !== null) return unknown
  if (input.image === undefined)
    return refuse('INPUT_INVALID', 'Send `image`, or null to clear what a deployment says.', ['image'])
  const isDefault = input.deployment === null || input.deployment === undefined
  if (input.image === null && isDefault) {
    return refuse('INPUT_INVALID', 'A component needs an image. Name one, or name a deployment to clear its own.', [
      'image',
    ])
  }
  return { edits: patch(subject, pathOf(input, 'image'), input.image) }
}

export const setReplicas: Planner<SetReplicasInput> = (subject, input) => {
  const unknown = unknownPlace(subject, input)
  if (unknown !== null) return unknown
  if (input.replicas === undefined)
    return refuse('INPUT_INVALID', 'Send `replicas`, or null to clear it.', ['replicas'])
  return { edits: patch(subject, pathOf(input, 'replicas'), input.replicas) }
}

export const setVariable: Planner<SetVariableInput> = (subject, input) =>
  unknownPlace(subject, input) ?? { edits: [set(pathOf(input, 'env', input.name), input.value)] }

export const removeVariable: Planner<RemoveVariableInput> = (subject, input) => {
  const unknown = unknownPlace(subject, input)
  if (unknown !== null) return unknown
  const path = pathOf(input, 'env', input.name)
  if (subject.has(path)) return { edits: clear(subject, path) }
  return refuse('NOT_FOUND', `There is no variable "${input.name}" here.`, ['name'])
}
