import type {
  PutRegistryInput,
  RemoveRegistryInput,
  RemoveSecretInput,
} from '@operations-manager/schema/generated/registry.ts'
import type { Edit } from '@operations-manager/schema/project-file/edit.ts'
import { formatSecretKey, parseSecretKey, registrySecretKey } from '@operations-manager/schema/sealing/keys.ts'
import { inUse } from './components.ts'
import { clear, missing, patch, refuse, set, type Planner } from './edit.ts'
import { secretKeyOf } from '../secret-key.ts'

/** What is left of `setSecret` when its value is sealed. */
export type SealedInput = { readonly key: string; readonly envelope: string }

export const setSecret: Planner<SealedInput> = ({ file }, { key, envelope }) => {
  const parsed = parseSecretKey(key)
  const edits: Edit[] = [set(['sealed', key], envelope)]
  if (parsed === null || parsed.type === 'registry') return { edits }
  // A secret that the component does not name yet would be sealed and never given to it.
  const isNamed = file.components[parsed.component]?.secrets.includes(parsed.name) === true
  const path = ['components', parsed.component, 'secrets']
  const name: Edit = { type: 'put-item', path, match: [parsed.name], value: parsed.name }
  return { edits: isNamed ? edits : [name, ...edits] }
}

export const removeSecret: Planner<RemoveSecretInput> = (subject, input) => {
  const key = secretKeyOf(input)
  if (key === null)
    return refuse('INPUT_INVALID', 'Give either `component` or `registry`; `deployment` only with `component`.')
  if (key.type !== 'component') {
    const path = ['sealed', formatSecretKey(key)]
    return subject.has(path)
      ? { edits: clear(subject, path) }
      : refuse('NOT_FOUND', 'There is no such value.', ['name'])
  }
  const unknown = missing('component', key.component, subject.file.components)
  if (unknown !== null) return unknown
  if (subject.file.components[key.component]?.secrets.includes(key.name) !== true) {
    return refuse('NOT_FOUND', `The component "${key.component}" has no secret "${key.name}".`, ['name'])
  }
  const own = Object.keys(subject.file.deployments).map((deployment) =>
    formatSecretKey({ ...key, type: 'deployment', deployment }),
  )
  return {
    edits: [
      { type: 'remove-item', path: ['components', key.component, 'secrets'], match: [key.name] },
      ...[formatSecretKey(key), ...own].flatMap((text) => clear(subject, ['sealed', text])),
    ],
  }
}

export const putRegistry: Planner<PutRegistryInput> = (subject, { registry, url, username, secret }) => {
  const path = ['registries', registry]
  const given = { url, username, secret }
  return { edits: Object.entries(given).flatMap(([key, value]) => patch(subject, [...path, key], value ?? undefined)) }
}

export const removeRegistry: Planner<RemoveRegistryInput> = (subject, { registry }) => {
  const { file, confirm } = subject
  const known = file.registries[registry]
  if (known === undefined) return missing('registry', registry, file.registries) ?? { edits: [] }
  const users = Object.entries(file.components)
    .filter(([, { image }]) => image === known.url || image.startsWith(`${known.url}/`))
    .map(([name]) => name)
  if (users.length > 0 && confirm !== registry) return inUse('registry', registry, users)
  return {
    edits: [
      { type: 'remove', path: ['registries', registry] },
      ...clear(subject, ['sealed', registrySecretKey(registry, known.secret)]),
    ],
  }
}
