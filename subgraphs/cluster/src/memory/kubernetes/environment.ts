import type { ObjectStore } from './object-store.ts'
import type { ContainerSpec, PodObject } from './objects.ts'

/** A pod as its containers run: `$(NAME)` in their words is the variable of that name, as the kubelet writes it. */
export function asItRuns(store: ObjectStore, pod: PodObject): PodObject {
  const containers = pod.spec.containers.map((container) => {
    const { command, args } = container
    const variables = variablesOf(store, pod, container)
    return {
      ...container,
      ...(command === undefined ? {} : { command: command.map((word) => expanded(word, variables)) }),
      ...(args === undefined ? {} : { args: args.map((word) => expanded(word, variables)) }),
    }
  })
  return { ...pod, spec: { ...pod.spec, containers } }
}

function variablesOf(store: ObjectStore, { metadata }: PodObject, { envFrom = [] }: ContainerSpec) {
  const namespace = metadata.namespace ?? null
  const all = envFrom.flatMap(({ secretRef }) => {
    if (secretRef === undefined) return []
    const secret = store.get({ apiVersion: 'v1', kind: 'Secret', namespace, name: secretRef.name })?.object
    return Object.entries((secret?.['data'] ?? {}) as Readonly<Record<string, string>>) // a Secret's data
  })
  return new Map(all)
}

/** `$$(NAME)` stands for itself without the first sign, and a name that is no variable stays as it is. */
function expanded(word: string, variables: ReadonlyMap<string, string>): string {
  return word.replaceAll(/\$?\$\(([A-Za-z_.-][A-Za-z0-9_.-]*)\)/g, (whole, name: string) => {
    if (whole.startsWith('$$')) return whole.slice(1)
    const value = variables.get(name)
    return value === undefined ? whole : Buffer.from(value, 'base64').toString('utf8')
  })
}
