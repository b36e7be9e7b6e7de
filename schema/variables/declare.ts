import type { ServiceType } from '../services/service-type.ts'
import type { Binding, ComponentSpec } from '../spec/deployment-spec.ts'
import { caFileOutput, componentUrlName, generatedNames, upperName, type NamedOutput } from './names.ts'

/** Where variables come from; later ones win, and the first four are generated: no order among them. */
export const variableSources = [
  'PLATFORM',
  'COMPONENT',
  'VOLUME',
  'SERVICE',
  'ALIAS',
  'ENV',
  'DEPLOYMENT_ENV',
  'SECRET',
] as const

export type VariableSource = {
  readonly type: (typeof variableSources)[number]
  /** The service or component that gives it; null where the type says all. */
  readonly name: string | null
}

/** What a variable will hold, by reference: declaring variables needs no value. */
export type VariableContent =
  | { readonly type: 'public-address' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'output'; readonly service: string; readonly output: string; readonly secret: boolean }
  | { readonly type: 'sealed'; readonly name: string }

export type DeclaredVariable = {
  readonly name: string
  readonly source: VariableSource
  readonly content: VariableContent
}

/** What the variables of a component follow from; a resolved component has all of it. */
export type VariableSurface = Pick<ComponentSpec, 'uses' | 'mounts' | 'env' | 'secrets'> & {
  readonly isPublished: boolean
  /** The called components with their ports, as far as they run. */
  readonly calls: readonly (Pick<ComponentSpec, 'ports' | 'publish'> & { readonly name: string })[]
  /** Type of a service, or undefined if there is no such service. */
  readonly typeOf: (service: string) => ServiceType | undefined
}

/** Every variable of a component with its source, the overridden ones included, in the order in which later wins. */
export function declaredVariables(surface: VariableSurface): readonly DeclaredVariable[] {
  const instances = instancesOf(surface)
  return [
    ...publicVariables(surface),
    ...surface.calls.flatMap(callVariables),
    ...instances.flatMap((instance) => serviceVariables(surface, instance, instances)),
    ...instances.flatMap((instance) => aliases(surface, instance)),
    ...texts('ENV', surface.env.component),
    ...texts('DEPLOYMENT_ENV', surface.env.deployment),
    ...surface.secrets.map((name) => variable(name, 'SECRET', null, { type: 'sealed', name })),
  ]
}

/** The address at which other components of the deployment reach this one: its published port, else its first. */
export function componentUrl(called: VariableSurface['calls'][number]): string | null {
  const port = called.ports.find(({ name }) => name === called.publish?.port) ?? called.ports[0]
  if (port === undefined) return null
  return `${port.protocol === 'UDP' ? 'udp' : 'http'}://${called.name}:${port.port}`
}

type Instance = { readonly binding: Binding; readonly type: ServiceType }

// What could be mounted and is not gives no variables, so it is not the first of its type either.
function instancesOf({ uses, mounts, typeOf }: VariableSurface): readonly Instance[] {
  return uses.flatMap((binding) => {
    const type = typeOf(binding.service)
    const isThere = type?.mountable !== true || mounts.some(({ service }) => service === binding.service)
    return type === undefined || !isThere ? [] : [{ binding, type }]
  })
}

function publicVariables({ isPublished }: VariableSurface): readonly DeclaredVariable[] {
  return isPublished ? [variable('PUBLIC_HOST', 'PLATFORM', null, { type: 'public-address' })] : []
}

function callVariables(called: VariableSurface['calls'][number]): readonly DeclaredVariable[] {
  const text = componentUrl(called)
  return text === null
    ? []
    : [variable(componentUrlName(called.name), 'COMPONENT', called.name, { type: 'text', text })]
}

/**
 * The generated names of one binding. With a prefix: the primary names behind it and nothing else. Without: the
 * plain and further names for the first of its type in `uses`; and where several of the type have no prefix, each also
 * gets its primary names behind its own name.
 */
function serviceVariables(
  surface: VariableSurface,
  instance: Instance,
  instances: readonly Instance[],
): readonly DeclaredVariable[] {
  const { binding, type } = instance
  const names = generatedNames(type, binding.service)
  const give = (name: string, { output }: NamedOutput) => generated(surface, instance, name, output)
  if (binding.prefix !== null) {
    const prefixed = names.filter(({ form }) => form !== 'further')
    return prefixed.flatMap((one) => give(`${binding.prefix}_${one.name}`, one))
  }
  const alike = instances.filter((other) => other.type.type === type.type && other.binding.prefix === null)
  const isFirst = alike[0] === instance
  const saysItself = names.some(({ form }) => form === 'own')
  const plain = names.filter(({ form }) => isFirst || form === 'own')
  const own = alike.length > 1 && !saysItself ? names.filter(({ form }) => form === 'primary') : []
  return [
    ...plain.flatMap((one) => give(one.name, one)),
    ...own.flatMap((one) => give(`${upperName(binding.service)}_${one.name}`, one)),
  ]
}

function aliases(surface: VariableSurface, instance: Instance): readonly DeclaredVariable[] {
  const { service, as } = instance.binding
  const names = generatedNames(instance.type, service)
  return Object.entries(as).flatMap(([own, name]) => {
    const target = names.find((one) => one.name === name)
    if (target === undefined) return []
    return generated(surface, instance, own, target.output).map((one) => ({
      ...one,
      source: { type: 'ALIAS' as const, name: service },
    }))
  })
}

// A mounted service has one output that the component itself decides: the path.
function generated(
  { mounts }: VariableSurface,
  { binding: { service }, type }: Instance,
  name: string,
  output: string,
): readonly DeclaredVariable[] {
  if (!type.mountable) {
    const secret = output !== caFileOutput && type.outputs[output]?.secret !== false
    return [variable(name, 'SERVICE', service, { type: 'output', service, output, secret })]
  }
  const path = mounts.find((mount) => mount.service === service)?.path
  return path === undefined ? [] : [variable(name, 'VOLUME', service, { type: 'text', text: path })]
}

function texts(type: 'ENV' | 'DEPLOYMENT_ENV', env: Readonly<Record<string, string>>): readonly DeclaredVariable[] {
  return Object.entries(env).map(([name, text]) => variable(name, type, null, { type: 'text', text }))
}

function variable(
  name: string,
  type: VariableSource['type'],
  from: string | null,
  content: VariableContent,
): DeclaredVariable {
  return { name, source: { type, name: from }, content }
}
