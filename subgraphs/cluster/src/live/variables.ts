import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { VariableSource } from '@operations-manager/schema/variables/variables.ts'
import { shownVariables } from '../kinds/binding/variables.ts'
import type { LiveDeps } from './deps.ts'
import { requireComponent, type LiveDeployment } from './deployment.ts'

export type LiveVariable = {
  readonly name: string
  readonly value: string | null
  readonly secret: boolean
  readonly source: VariableSource['type']
  readonly from: string | null
  readonly overriddenBy: VariableSource['type'] | null
}

/** The variables of a component with their sources. A secret is never opened for this, and its value never shown. */
export async function variablesOf(
  deps: LiveDeps,
  deployment: LiveDeployment,
  component: string,
): Promise<readonly LiveVariable[]> {
  const variables = await shownVariables(deps, deployment.spec, requireComponent(deployment, component))
  return variables.map(({ name, value, secret, source, overriddenBy }) => ({
    name,
    value: secret ? null : shown(value),
    secret,
    source: source.type,
    from: source.name,
    overriddenBy: overriddenBy?.type ?? null,
  }))
}

// Coordinates are kept beside the credentials, so they come as `Secret`; the service type says which of them is one.
function shown(value: string | Secret | null): string | null {
  return value instanceof Secret ? value.reveal() : value
}
