import type { PutServiceInput, RemoveServiceInput } from '@operations-manager/schema/generated/registry.ts'
import type { Edit } from '@operations-manager/schema/project-file/edit.ts'
import { usedServices } from '@operations-manager/schema/project-file/effective.ts'
import { inUse, unbinding } from './components.ts'
import { clear, missing, patch, patchEach, refuse, set, type Plan, type Planner } from './edit.ts'
import { mapIn } from './inputs.ts'

export const putService: Planner<PutServiceInput> = (subject, { service, type, settings, deletion }) => {
  const known = subject.file.services[service]
  const map = settings === null || settings === undefined ? {} : mapIn(settings)
  const refusal = refusalOf(service, known?.type ?? null, type ?? null, map)
  if (refusal !== null) return refusal
  const path = ['services', service]
  const word = deletion === null || deletion === undefined ? deletion : deletion === 'DELETE' ? 'delete' : 'retain'
  return {
    edits: [
      ...(known === undefined ? [set([...path, 'type'], type)] : []),
      ...patchEach(subject, path, map),
      ...patch(subject, [...path, 'deletion'], word),
    ],
  }
}

function refusalOf(service: string, known: string | null, type: string | null, settings: object | null): Plan | null {
  if (known === null && type === null) {
    return refuse('VALUE_MISSING', `The service "${service}" is new and needs a type.`, ['type'])
  }
  if (known !== null && type !== null && type !== known) {
    const message = `The service "${service}" is of type "${known}", which never changes: its data would stay behind. Add another service.`
    return refuse('STATE_WRONG', message, ['type'])
  }
  if (settings === null) return refuse('INPUT_INVALID', 'Settings are a map from name to value.', ['settings'])
  if (!('type' in settings) && !('deletion' in settings)) return null
  return refuse('INPUT_INVALID', '`type` and `deletion` are fields of the input, not settings.', ['settings'])
}

/** With `confirm`, it is taken from the components that use it too, and so is what deployments say about it. */
export const removeService: Planner<RemoveServiceInput> = (subject, { service }) => {
  const { file, confirm } = subject
  const unknown = missing('service', service, file.services)
  if (unknown !== null) return unknown
  const users = Object.entries(file.components)
    .filter(([, component]) => usedServices(component).includes(service))
    .map(([name]) => name)
  if (users.length > 0 && confirm !== service) return inUse('service', service, users)
  const remove: Edit = { type: 'remove', path: ['services', service] }
  return {
    edits: [
      remove,
      ...users.flatMap((name) => unbinding(subject, name, service)),
      ...Object.keys(file.deployments).flatMap((name) => clear(subject, ['deployments', name, 'services', service])),
    ],
  }
}
