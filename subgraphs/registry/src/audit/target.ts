import { decodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'

/** What an attempt says that it is about, before anybody looked whether it is there. */
export type Named = {
  readonly project: string | null
  readonly deployment: string | null
  readonly cluster: string | null
  readonly operation: string | null
  readonly detail: Readonly<Record<string, string>>
}

type Args = Readonly<Record<string, unknown>>

/** Fields whose `name` is that of a project or of a cluster; elsewhere it names a part of a project. */
const nameIsProject = new Set(['createProject', 'project'])
const nameIsCluster = new Set(['registerCluster', 'renewJoinToken', 'drainCluster', 'removeCluster', 'cluster'])

/** Of an input only these may be recorded: they are names by which things are found, never values. */
const recordable = ['component', 'service', 'registry', 'name', 'removal', 'email', 'role', 'head', 'token', 'rule']

// What is not such a name may be anything, a value pasted into the wrong field too, and nothing is ever taken out again.
const nameLike = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/
// Somebody who pastes a token where its id is wanted must not leave it here for ever.
const tokenLike = /^om[pucj]_/
const addressLike = /^[^\s@]{1,64}@[A-Za-z0-9.-]{1,190}$/

/** Reads what a root field's arguments name; pure. Reads nothing that could be a value. */
export function namedIn(field: string, args: Args): Named {
  const input = isObject(args['input']) ? args['input'] : args
  const name = nameOf(input['name'])
  const byId = ofId(args['id'] ?? input['operation'])
  const detail: Record<string, string> = {}
  for (const key of recordable) {
    const value = nameOf(input[key])
    if (value !== null && !(key === 'name' && (nameIsProject.has(field) || nameIsCluster.has(field))))
      detail[key] = value
  }
  return {
    project: nameOf(input['project']) ?? (nameIsProject.has(field) ? name : byId.project),
    deployment: nameOf(input['deployment']) ?? byId.deployment,
    cluster: nameOf(input['cluster']) ?? (nameIsCluster.has(field) ? name : byId.cluster),
    operation: byId.operation,
    detail,
  }
}

function ofId(id: unknown): Omit<Named, 'detail'> {
  const nothing = { project: null, deployment: null, cluster: null, operation: null }
  const decoded = typeof id === 'string' ? decodeGlobalId(id) : null
  const [first = null, second = null, third = null] = (decoded?.parts ?? []).map(nameOf)
  switch (decoded?.type) {
    case undefined:
      return nothing
    case 'Project':
      return { ...nothing, project: first }
    case 'Cluster':
      return { ...nothing, cluster: first }
    case 'Deployment':
      return { ...nothing, cluster: first, project: second, deployment: third }
    case 'Operation':
      return { ...nothing, operation: first }
  }
}

function nameOf(value: unknown): string | null {
  if (typeof value !== 'string' || tokenLike.test(value)) return null
  return nameLike.test(value) || addressLike.test(value) ? value : null
}

function isObject(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
