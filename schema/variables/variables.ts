import { Secret } from '../secret/secret.ts'
import type { Catalogue } from '../services/service-type.ts'
import type { DeploymentSpec } from '../spec/deployment-spec.ts'
import {
  declaredVariables,
  variableSources,
  type DeclaredVariable,
  type VariableSource,
  type VariableSurface,
} from './declare.ts'
import { caFileOutput } from './names.ts'

export type { VariableSource } from './declare.ts'

export type VariablesInput = {
  readonly spec: DeploymentSpec
  readonly component: string
  readonly catalogue: Catalogue
  /** Coordinates and credentials by service and output key; a service that is not set up yet has none. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string | Secret>>>>
  /** The full public address of this component; null if it is not published. */
  readonly publicAddress: string | null
  /** Where the cluster's certificate authority is mounted, by service; only where the backend uses TLS. */
  readonly caFiles: Readonly<Record<string, string>>
  /** The opened values of this component's secrets, by name. */
  readonly secrets: Readonly<Record<string, Secret>>
}

/** A variable of a component: what it holds, where it comes from, and what it lost against. */
export type EffectiveVariable = {
  readonly name: string
  /** Taken literally: nothing in it is ever expanded. Null if it is not known yet. */
  readonly value: string | Secret | null
  /** True if the value is never shown. */
  readonly secret: boolean
  readonly source: VariableSource
  /** The source of the same name that wins; null for what the containers get. */
  readonly overriddenBy: VariableSource | null
}

/** Every variable of a component by name, the overridden ones included; of one name the winner stands first. */
export function effectiveVariables(input: VariablesInput): readonly EffectiveVariable[] {
  const declared = declaredVariables(specSurface(input.spec, input.component, input.catalogue)).filter(
    ({ content }) => !(content.type === 'output' && content.output === caFileOutput && !hasCaFile(input, content)),
  )
  const byName = Map.groupBy(uniqueSources(declared), ({ name }) => name)
  return [...byName.values()]
    .flatMap((alike) => {
      const ranked = alike.toSorted((a, b) => rank(b) - rank(a))
      return ranked.map((one, index) => effective(one, index === 0 ? null : (ranked[0]?.source ?? null), input))
    })
    .toSorted((a, b) => compare(a.name, b.name))
}

/** What the variables of a component in a deployment follow from. */
export function specSurface(spec: DeploymentSpec, component: string, catalogue: Catalogue): VariableSurface {
  const found = spec.components[component]
  if (found === undefined) throw new Error(`deployment ${spec.deployment} has no component ${component}`)
  return {
    ...found,
    isPublished: found.publish !== null,
    calls: found.calls.flatMap((name) => {
      const called = spec.components[name]
      return called === undefined ? [] : [{ name, ports: called.ports, publish: called.publish }]
    }),
    typeOf: (service) => catalogue.get(spec.services[service]?.type ?? ''),
  }
}

function hasCaFile({ caFiles }: VariablesInput, { service }: { readonly service: string }): boolean {
  return caFiles[service] !== undefined
}

// One source may give one name in two ways (a volume `data` is DATA_PATH twice); that is one variable.
function uniqueSources(declared: readonly DeclaredVariable[]): readonly DeclaredVariable[] {
  const seen = new Map(declared.map((one) => [JSON.stringify([one.name, one.source]), one]))
  return [...seen.values()]
}

// Generated sources have no order among themselves; a clash of two was refused, so the first stays first.
function rank({ source }: DeclaredVariable): number {
  return Math.max(variableSources.indexOf(source.type), variableSources.indexOf('SERVICE'))
}

function effective(
  { name, source, content }: DeclaredVariable,
  overriddenBy: VariableSource | null,
  input: VariablesInput,
): EffectiveVariable {
  const value = valueOf(content, input)
  const secret = content.type === 'sealed' || (content.type === 'output' && content.secret)
  return { name, value: secret && typeof value === 'string' ? new Secret(value) : value, secret, source, overriddenBy }
}

function valueOf(content: DeclaredVariable['content'], input: VariablesInput): string | Secret | null {
  switch (content.type) {
    case 'public-address':
      return input.publicAddress
    case 'text':
      return content.text
    case 'sealed':
      return input.secrets[content.name] ?? null
    case 'output':
      return content.output === caFileOutput
        ? (input.caFiles[content.service] ?? null)
        : (input.outputs[content.service]?.[content.output] ?? null)
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
