import { declaredVariables } from '@operations-manager/schema/variables/declare.ts'
import { caFileOutput } from '@operations-manager/schema/variables/names.ts'
import { effectiveVariables, specSurface } from '@operations-manager/schema/variables/variables.ts'
import type { DeploymentSpec, Egress } from '@operations-manager/schema/spec/deployment-spec.ts'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { componentOf } from '../../manifests/meta.ts'
import type { Trial } from '../../proofs/trial.ts'
import type { KindDeps } from '../deps.ts'

/** What nobody answers is tried again in the pod for so long. A component that is called may still be starting. */
const patience = { answer: 4_000, start: 20_000 }

/** Something of a component that cannot be tried, and why, as sentences. */
export type Skipped = { readonly tried: string; readonly seen: string }

export type ComponentTrials = { readonly trials: readonly Trial[]; readonly skipped: readonly Skipped[] }

type TrialDeps = Pick<KindDeps, 'catalogue' | 'settings' | 'trial'>
type One = { readonly type: 'trial'; readonly trial: Trial } | ({ readonly type: 'skipped' } & Skipped)

/** Everything that a component reaches by what it declares: services that it uses, components, and what is outside. */
export function trialsOf(deps: TrialDeps, spec: DeploymentSpec, component: string): ComponentTrials {
  const { calls, egress } = componentOf(spec, component)
  const services = provableServices(deps, spec, component)
  const named = services.length === 0 ? new Map<string, Names>() : variablesOf(deps, spec, component)
  const all = [
    ...services.map((service) => serviceTrial(deps, spec, { component, service, named })),
    ...calls.flatMap((called) => callTrial(spec, called)),
    ...egress.map(egressTrial),
  ]
  return {
    trials: all.flatMap((one) => (one.type === 'trial' ? [one.trial] : [])),
    skipped: all.flatMap((one) => (one.type === 'skipped' ? [{ tried: one.tried, seen: one.seen }] : [])),
  }
}

/** The services that a component uses and that can be proved, each once. */
export function provableServices({ catalogue }: TrialDeps, spec: DeploymentSpec, component: string): readonly string[] {
  const used = new Set(componentOf(spec, component).uses.map(({ service }) => service))
  return [...used].filter((service) =>
    catalogue.get(spec.services[service]?.type ?? '')?.steps.some(({ proof }) => proof),
  )
}

type Use = { readonly component: string; readonly service: string; readonly named: ReadonlyMap<string, Names> }

function serviceTrial(deps: TrialDeps, spec: DeploymentSpec, { component, service, named }: Use): One {
  const tried = `Use the service "${service}".`
  const wanted = deps.trial(spec, service)
  if (wanted === null)
    return { type: 'skipped', tried, seen: 'A service of this type is proved from the cluster backend only.' }
  const nameOf = (output: string): Names | undefined => named.get(placeOf(service, output))
  const trusts = deps.settings.certificateAuthority !== null && nameOf(caFileOutput) !== undefined
  const outputs = trusts ? [...wanted.outputs, caFileOutput] : wanted.outputs
  const variables: Record<string, string> = {}
  for (const output of outputs) {
    const { own, overridden } = nameOf(output) ?? { own: undefined, overridden: output }
    // What a team decides by itself is not ours to prove: it may mean another server.
    if (own === undefined)
      return { type: 'skipped', tried, seen: `"${component}" gives ${overridden} a value of its own.` }
    variables[output] = own
  }
  const serviceType = spec.services[service]?.type ?? ''
  const trial = { type: 'service', service, serviceType, variables, given: wanted.given, patienceMs: patience.answer }
  return { type: 'trial', trial: trial as Extract<Trial, { type: 'service' }> } // `type` is a literal
}

type Names = { readonly own: string | undefined; readonly overridden: string }

const placeOf = (service: string, output: string): string => JSON.stringify([service, output])

/** Output of a service → a variable of the component that holds it, and one that the component overrides. */
function variablesOf({ catalogue }: TrialDeps, spec: DeploymentSpec, component: string): ReadonlyMap<string, Names> {
  const nothing = { outputs: {}, publicAddress: null, secrets: {} }
  const caFiles = Object.fromEntries(Object.keys(spec.services).map((name) => [name, '']))
  const winners = effectiveVariables({ spec, component, catalogue, caFiles, ...nothing })
    .filter(({ overriddenBy }) => overriddenBy === null)
    .map(({ name, source }) => JSON.stringify([name, source.type, source.name]))
  const won = new Set(winners)
  const names = new Map<string, Names>()
  for (const { name, source, content } of declaredVariables(specSurface(spec, component, catalogue))) {
    if (content.type !== 'output') continue
    const isOwn = won.has(JSON.stringify([name, source.type, source.name]))
    const place = placeOf(content.service, content.output)
    const before = names.get(place)
    names.set(place, {
      own: before?.own ?? (isOwn ? name : undefined),
      overridden: before?.overridden ?? name,
    })
  }
  return names
}

/** The port that callers are told of: the published one, else the first. */
function callTrial(spec: DeploymentSpec, called: string): readonly One[] {
  const declared = spec.components[called]
  if (declared === undefined) return []
  const { ports, publish, replicas } = declared
  const port = ports.find(({ name }) => name === publish?.port) ?? ports[0]
  const tried = `Call "${called}".`
  if (port === undefined || port.protocol !== 'TCP')
    return [{ type: 'skipped', tried, seen: 'It has no port that can be opened.' }]
  if (replicas === 0) return [{ type: 'skipped', tried, seen: 'No pods of it are asked for.' }]
  const host = objectNames.component(called)
  return [
    { type: 'trial', trial: { type: 'call', component: called, host, port: port.port, patienceMs: patience.start } },
  ]
}

function egressTrial(wish: Egress): One {
  const open = (host: string): One => ({
    type: 'trial',
    trial: { type: 'egress', host, port: wish.port, patienceMs: patience.answer },
  })
  if (wish.type === 'host') return open(wish.host)
  const [address = '', bits] = wish.cidr.split('/')
  if (bits === undefined || bits === '32') return open(address)
  return {
    type: 'skipped',
    tried: `Open port ${wish.port} of ${wish.cidr}.`,
    seen: 'A range has no one address that would have to answer.',
  }
}
