import type {
  DeploymentComponentInput,
  DeploymentServiceInput,
  PutDeploymentInput,
  RemoveDeploymentInput,
} from '@operations-manager/schema/generated/registry.ts'
import type { Edit } from '@operations-manager/schema/project-file/edit.ts'
import {
  clear,
  missing,
  patch,
  patchEach,
  refuse,
  replaceList,
  replaceMap,
  type Planner,
  type Subject,
} from './edit.ts'
import { alone, mapIn, records } from './inputs.ts'

export const putDeployment: Planner<PutDeploymentInput> = (subject, { deployment, values }) => {
  const isNew = !Object.hasOwn(subject.file.deployments, deployment)
  if (isNew && (values.cluster === null || values.cluster === undefined)) {
    return refuse('VALUE_MISSING', `The deployment "${deployment}" is new and needs a cluster.`, ['values', 'cluster'])
  }
  const bad = (values.services ?? []).find(
    ({ settings }) => settings !== null && settings !== undefined && mapIn(settings) === null,
  )
  if (bad !== undefined)
    return refuse('INPUT_INVALID', 'Settings are a map from name to value.', ['values', 'services'])
  const path = ['deployments', deployment]
  return {
    edits: [
      ...patch(subject, [...path, 'cluster'], values.cluster ?? undefined),
      ...patch(subject, [...path, 'host'], values.host),
      ...replaceList(subject, [...path, 'hosts'], values.hosts),
      ...(values.services ?? []).flatMap((service) => serviceEdits(subject, path, service)),
      ...(values.components ?? []).flatMap((component) => componentEdits(subject, path, component)),
    ],
  }
}

function serviceEdits(
  subject: Subject,
  deployment: readonly string[],
  { service, settings }: DeploymentServiceInput,
): readonly Edit[] {
  const path = [...deployment, 'services', service]
  return settings === null ? clear(subject, path) : patchEach(subject, path, mapIn(settings) ?? undefined)
}

function componentEdits(
  subject: Subject,
  deployment: readonly string[],
  input: DeploymentComponentInput,
): readonly Edit[] {
  const path = [...deployment, 'components', input.component]
  return [
    ...patch(subject, [...path, 'enabled'], input.enabled),
    ...patch(subject, [...path, 'image'], input.image),
    ...replaceList(subject, [...path, 'command'], input.command),
    ...replaceList(subject, [...path, 'args'], input.args),
    ...replaceList(subject, [...path, 'before'], input.before),
    ...replaceMap(subject, [...path, 'env'], records(input.variables, 'name', 'value')),
    ...replaceList(subject, [...path, 'egress'], input.egress),
    ...patch(subject, [...path, 'replicas'], input.replicas),
    ...patch(subject, [...path, 'autoscale'], alone(input.autoscale)),
    ...patchEach(subject, [...path, 'resources'], input.resources),
    ...patchEach(subject, [...path, 'health'], input.health),
    ...patch(subject, [...path, 'host'], input.host),
    ...replaceList(subject, [...path, 'hosts'], input.hosts),
  ]
}

export const removeDeployment: Planner<RemoveDeploymentInput> = (subject, { deployment }) => {
  const unknown = missing('deployment', deployment, subject.file.deployments)
  if (unknown !== null) return unknown
  const sealed = Object.keys(subject.file.sealed).filter(
    (key) => key.startsWith(`${deployment}/`) && key.split('/').length === 3,
  )
  return {
    edits: [
      { type: 'remove', path: ['deployments', deployment] },
      ...sealed.flatMap((key) => clear(subject, ['sealed', key])),
    ],
  }
}
