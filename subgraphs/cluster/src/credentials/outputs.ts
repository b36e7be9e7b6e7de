import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Published } from './credential.ts'

/** Values for workloads by the keys of the service type; a plain text may be shown, a `Secret` may not. */
export type Outputs = Readonly<Record<string, string | Secret>>

/** Outputs as they are published: all of them in one Secret. */
export function asSecrets(outputs: Outputs): Readonly<Record<string, Secret>> {
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, asSecret(value)]))
}

/** Whether exactly these values are published. */
export function isPublishedAs({ outputs }: Published, wished: Outputs): boolean {
  const keys = Object.keys(wished)
  return (
    keys.length === Object.keys(outputs).length &&
    keys.every((key) => outputs[key]?.reveal() === asSecret(wished[key] ?? '').reveal())
  )
}

function asSecret(value: string | Secret): Secret {
  return value instanceof Secret ? value : new Secret(value)
}
