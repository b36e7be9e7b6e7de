import { parse } from 'yaml'
import { editProjectFile } from '@operations-manager/schema/project-file/edit.ts'
import type { ProjectFiles } from '../../project-files.ts'
import type { EditKind } from '../kinds.ts'
import type { ChangeRequest } from '../request.ts'
import { bindService, putComponent, removeComponent, unbindService } from './components.ts'
import { putDeployment, removeDeployment } from './deployments.ts'
import { setDetails } from './details.ts'
import type { Edited, Planner, Subject } from './edit.ts'
import { putMember, removeMember } from './members.ts'
import { putRegistry, removeRegistry, removeSecret, setSecret } from './secrets.ts'
import { putService, removeService } from './services.ts'
import { removeVariable, setImage, setReplicas, setVariable } from './values.ts'

type SurgicalKind = Exclude<EditKind, 'CREATE_PROJECT' | 'APPLY_PROJECT_FILE' | 'DELETE_PROJECT' | 'REVERT_OPERATION'>

// oxlint-disable-next-line typescript/no-explicit-any -- each planner takes the input of its own mutation, which the graph has checked
const planners: Readonly<Record<SurgicalKind, Planner<any>>> = {
  SET_PROJECT_DETAILS: setDetails,
  PUT_COMPONENT: putComponent,
  REMOVE_COMPONENT: removeComponent,
  SET_IMAGE: setImage,
  SET_REPLICAS: setReplicas,
  SET_VARIABLE: setVariable,
  REMOVE_VARIABLE: removeVariable,
  SET_SECRET: setSecret,
  REMOVE_SECRET: removeSecret,
  PUT_REGISTRY: putRegistry,
  REMOVE_REGISTRY: removeRegistry,
  PUT_SERVICE: putService,
  REMOVE_SERVICE: removeService,
  BIND_SERVICE: bindService,
  UNBIND_SERVICE: unbindService,
  PUT_DEPLOYMENT: putDeployment,
  REMOVE_DEPLOYMENT: removeDeployment,
  PUT_MEMBER: putMember,
  REMOVE_MEMBER: removeMember,
}

/** Makes the edits of a request in a text, and leaves everything else in it as it stands. */
export function editSurgically(request: ChangeRequest, before: string, files: ProjectFiles): Edited {
  const { file, problems } = files.read(before)
  if (file === null) return { ok: false, problems }
  const written = parse(before) as unknown // it was just read strictly
  const at: Subject['at'] = (path) => valueAt(written, path)
  const subject: Subject = { file, at, has: (path) => at(path) !== undefined, confirm: request.confirm }
  const plan = planners[request.kind as SurgicalKind](subject, request.input) // the others never come here
  if ('problems' in plan) return { ok: false, problems: plan.problems }
  if (plan.edits.length === 0) return { ok: true, text: before }
  return editProjectFile(before, plan.edits)
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return valueAt((value as Record<string, unknown>)[key], rest) // a map, or a list with its places as keys
}
