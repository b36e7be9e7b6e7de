import type {
  BindServiceInput,
  ComponentInput,
  PutComponentInput,
  RemoveComponentInput,
  UnbindServiceInput,
} from '@operations-manager/schema/generated/registry.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import type { Edit } from '@operations-manager/schema/project-file/edit.ts'
import { calledComponents } from '@operations-manager/schema/project-file/effective.ts'
import {
  clear,
  firstOf,
  missing,
  patch,
  patchEach,
  refuse,
  replaceList,
  replaceMap,
  set,
  type Plan,
  type Planner,
  type Subject,
} from './edit.ts'
import { alone, records } from './inputs.ts'

export const putComponent: Planner<PutComponentInput> = (subject, { component, values }) => {
  const path = ['components', component]
  const isNew = !Object.hasOwn(subject.file.components, component)
  if (isNew && (values.image === null || values.image === undefined)) {
    return refuse('VALUE_MISSING', `The component "${component}" is new and needs an image.`, ['values', 'image'])
  }
  return {
    edits: [
      ...portEdits(subject, path, values),
      ...callEdits(subject, component, values),
      ...plainEdits(subject, path, values),
    ],
  }
}

function plainEdits(subject: Subject, path: readonly string[], values: ComponentInput): readonly Edit[] {
  return [
    ...patch(subject, [...path, 'image'], values.image),
    ...replaceList(subject, [...path, 'command'], values.command),
    ...replaceList(subject, [...path, 'args'], values.args),
    ...replaceList(subject, [...path, 'before'], values.before),
    ...publishEdits(subject, [...path, 'publish'], values.publish),
    ...replaceMap(subject, [...path, 'env'], records(values.variables, 'name', 'value')),
    ...replaceList(subject, [...path, 'secrets'], values.secrets),
    ...replaceList(subject, [...path, 'egress'], values.egress),
    ...patch(subject, [...path, 'replicas'], values.replicas),
    ...patch(subject, [...path, 'autoscale'], alone(values.autoscale)),
    ...patchEach(subject, [...path, 'resources'], values.resources),
    ...patchEach(subject, [...path, 'health'], values.health),
    ...patch(subject, [...path, 'writableRoot'], values.writableRoot),
  ]
}

// `publish: {}` means something, so an input without fields is written as that.
function publishEdits(subject: Subject, path: readonly string[], publish: ComponentInput['publish']): readonly Edit[] {
  if (publish === undefined || publish === null) return patch(subject, path, publish)
  const here = subject.has(path) ? [] : [set(path, {})]
  return [...here, ...patchEach(subject, path, publish)]
}

/** `port: n` is short for one port `http`; both cannot stand. */
function portEdits(subject: Subject, path: readonly string[], { ports }: ComponentInput): readonly Edit[] {
  if (ports === undefined) return []
  const short = clear(subject, [...path, 'port'])
  const entries = (ports ?? []).map(
    ({ name, port, protocol }) => [name, protocol === 'UDP' ? { port, protocol } : port] as const,
  )
  const [only] = entries
  if (entries.length === 1 && only !== undefined && only[0] === 'http' && typeof only[1] === 'number') {
    return [...clear(subject, [...path, 'ports']), set([...path, 'port'], only[1])]
  }
  return [...short, ...replaceMap(subject, [...path, 'ports'], Object.fromEntries(entries))]
}

function callEdits({ file }: Subject, component: string, { calls }: ComponentInput): readonly Edit[] {
  if (calls === undefined) return []
  const path = ['components', component, 'uses']
  const before = file.components[component]
  const known = before === undefined ? [] : calledComponents(before)
  const wanted = calls ?? []
  const match = (called: string) => [{ component: called }]
  const gone = known.filter((called) => !wanted.includes(called))
  const added = wanted.filter((called) => !known.includes(called))
  return [
    ...added.map((called): Edit => ({ type: 'put-item', path, match: match(called), value: { component: called } })),
    ...gone.map((called): Edit => ({ type: 'remove-item', path, match: match(called) })),
  ]
}

/** With `confirm`, the calls of others to it go too, and so does what deployments say about it. */
export const removeComponent: Planner<RemoveComponentInput> = (subject, { component }) => {
  const { file, confirm } = subject
  const unknown = missing('component', component, file.components)
  if (unknown !== null) return unknown
  const callers = Object.entries(file.components)
    .filter(([name, other]) => name !== component && calledComponents(other).includes(component))
    .map(([name]) => name)
  if (callers.length > 0 && confirm !== component) return inUse('component', component, callers)
  const sealed = Object.keys(file.sealed).filter(
    (key) => key.split('/').at(-2) === component && !key.startsWith('registries/'),
  )
  return {
    edits: [
      { type: 'remove', path: ['components', component] },
      ...callers.map((name): Edit => ({
        type: 'remove-item',
        path: ['components', name, 'uses'],
        match: [{ component }],
      })),
      ...Object.keys(file.deployments).flatMap((name) =>
        clear(subject, ['deployments', name, 'components', component]),
      ),
      ...sealed.flatMap((key) => clear(subject, ['sealed', key])),
    ],
  }
}

export const bindService: Planner<BindServiceInput> = (subject, input) => {
  const { component, service, prefix, aliases, mountPath } = input
  const { file } = subject
  const unknown = firstOf(missing('component', component, file.components), missing('service', service, file.services))
  if (unknown !== null) return unknown
  const as = records(aliases, 'name', 'of')
  const hasMore = (prefix ?? null) !== null || Object.keys(as ?? {}).length > 0
  const value = hasMore ? { service, ...(prefix ? { prefix } : {}), ...(as ? { as } : {}) } : service
  const use: Edit = { type: 'put-item', path: ['components', component, 'uses'], match: [service, { service }], value }
  const mount = patch(subject, ['components', component, 'mounts', service], mountPath)
  // A mount counts as use, so it alone is enough.
  return { edits: mount.length > 0 && !hasMore ? mount : [use, ...mount] }
}

export const unbindService: Planner<UnbindServiceInput> = (subject, { component, service }) => {
  const unknown = missing('component', component, subject.file.components)
  if (unknown !== null) return unknown
  const edits = unbinding(subject, component, service)
  if (edits.length > 0) return { edits }
  return refuse('NOT_FOUND', `The component "${component}" does not use "${service}".`, ['service'])
}

/** The edits that take a service from one component; none where it does not use it. */
export function unbinding(subject: Subject, component: string, service: string): readonly Edit[] {
  const uses = subject.file.components[component]?.uses ?? []
  const path = ['components', component, 'uses']
  const isUsed = uses.some((use) => use.type === 'service' && use.service === service)
  const use: readonly Edit[] = isUsed ? [{ type: 'remove-item', path, match: [service, { service }] }] : []
  return [...use, ...clear(subject, ['components', component, 'mounts', service])]
}

/** The refusal to remove what others use, unless the caller confirms it by name. */
export function inUse(kind: string, name: string, usedBy: readonly string[]): Plan {
  const message = `The ${kind} "${name}" is used by ${usedBy.join(', ')}. Change that first, or send \`confirm: "${name}"\` to take it from them too.`
  return { problems: [problem('IN_USE', message, { path: [kind], details: { usedBy } })] }
}
