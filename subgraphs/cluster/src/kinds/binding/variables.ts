import { problem } from '@operations-manager/schema/problems/problem.ts'
import { publicAddress } from '@operations-manager/schema/resolve/hosts.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import {
  effectiveVariables,
  type EffectiveVariable,
  type VariablesInput,
} from '@operations-manager/schema/variables/variables.ts'
import { componentOf } from '../../manifests/meta.ts'
import { trustFile } from '../../manifests/pod.ts'
import type { Injected } from '../../manifests/secrets.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import type { KindDeps } from '../deps.ts'
import { openSecret } from '../secrets.ts'

const outputsRetryMs = 2_000

type VariableDeps = Pick<KindDeps, 'settings' | 'catalogue' | 'outputs' | 'open'>

/** What a component's containers get: all or nothing, for a pod must never start with part of its variables. */
export async function injectedOf(
  deps: VariableDeps,
  spec: DeploymentSpec,
  component: string,
): Promise<readonly Injected[]> {
  const secrets = await openedSecrets(deps, spec, component)
  const outputs = await outputsOf(deps, spec, component)
  const missing = Object.entries(outputs).find(([, values]) => values === null)
  if (missing !== undefined) throw new Waiting(`the credentials of "${missing[0]}"`, outputsRetryMs)
  const input = variablesInput(deps, spec, component, outputs, secrets)
  return effectiveVariables(input)
    .filter(({ overriddenBy }) => overriddenBy === null)
    .map(({ name, value, source }) => {
      if (value !== null) return { name, value, source }
      const why = `The value of the variable ${name} of "${component}" is not known yet.`
      throw new Waiting(`the variable ${name}`, outputsRetryMs, { problem: problem('BACKEND_UNAVAILABLE', why) })
    })
}

/** The variables of a component as far as they are known, without opening any secret: what people may see. */
export async function shownVariables(
  deps: VariableDeps,
  spec: DeploymentSpec,
  component: string,
): Promise<readonly EffectiveVariable[]> {
  return effectiveVariables(variablesInput(deps, spec, component, await outputsOf(deps, spec, component), {}))
}

type Outputs = Readonly<Record<string, Readonly<Record<string, string | Secret>> | null>>

async function outputsOf(
  { outputs, catalogue }: VariableDeps,
  spec: DeploymentSpec,
  component: string,
): Promise<Outputs> {
  const services = componentOf(spec, component)
    .uses.map(({ service }) => service)
    .filter((service) => {
      const type = catalogue.get(spec.services[service]?.type ?? '')
      return type !== undefined && !type.mountable
    })
  const entries = [...new Set(services)].map(async (service) => [service, await outputs(spec, service)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

async function openedSecrets(
  { open }: VariableDeps,
  spec: DeploymentSpec,
  component: string,
): Promise<Readonly<Record<string, Secret>>> {
  const entries = componentOf(spec, component).secrets.map(
    async (name) => [name, await openSecret(open, spec, `${component}/${name}`)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

function variablesInput(
  { settings, catalogue }: VariableDeps,
  spec: DeploymentSpec,
  component: string,
  outputs: Outputs,
  secrets: Readonly<Record<string, Secret>>,
): VariablesInput {
  const known = Object.entries(outputs).flatMap(([service, values]) => (values === null ? [] : [[service, values]]))
  const trusted = settings.certificateAuthority === null ? [] : Object.keys(outputs)
  return {
    spec,
    component,
    catalogue,
    outputs: Object.fromEntries(known),
    publicAddress: publicAddress(componentOf(spec, component).publish?.hosts ?? [], settings),
    caFiles: Object.fromEntries(trusted.map((service) => [service, trustFile])),
    secrets,
  }
}
