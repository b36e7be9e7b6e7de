import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { registrySecretKey } from '@operations-manager/schema/sealing/keys.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { Stalled, Waiting } from '../reconcile/outcome.ts'

type Needed = { readonly key: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> }

/**
 * The problem of a deployment with a secret that has no value yet, or `null`. Until then nothing of it is made, so this
 * is asked before its first step.
 */
export function missingSecret(spec: DeploymentSpec): Problem | null {
  const missing = neededSecrets(spec).filter(({ key }) => !Object.hasOwn(spec.sealed, key))
  const [first] = missing
  if (first === undefined) return null
  const names = missing.map(({ key }) => key).join(', ')
  return problem(
    'SECRET_MISSING',
    missing.length === 1
      ? `The secret ${names} has no value yet. Set it; nothing of this deployment is made until then.`
      : `The secrets ${names} have no values yet. Set them; nothing of this deployment is made until then.`,
    {
      path: ['sealed', first.key],
      remedies: missing.map(({ name, input }) => ({ title: `Set the secret ${name}`, mutation: 'setSecret', input })),
      details: { secrets: missing.map(({ key }) => key) },
    },
  )
}

function neededSecrets({ project, components, registries }: DeploymentSpec): readonly Needed[] {
  const ofComponents = Object.entries(components).flatMap(([component, { secrets }]) =>
    secrets.map((name) => ({ key: `${component}/${name}`, name, input: { project, component, name } })),
  )
  const ofRegistries = Object.entries(registries).map(([registry, { secret: name }]) => ({
    key: registrySecretKey(registry, name),
    name,
    input: { project, registry, name },
  }))
  return [...ofComponents, ...ofRegistries].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

const retryMs = 10_000

/** The value of a sealed secret. */
export async function openSecret(
  open: (envelope: string) => Promise<Secret>,
  spec: DeploymentSpec,
  key: string,
): Promise<Secret> {
  const envelope = spec.sealed[key]
  if (envelope === undefined) {
    const missing = missingSecret(spec)
    throw new Waiting(`the secret ${key}`, retryMs, missing === null ? {} : { problem: missing })
  }
  try {
    return await open(envelope)
  } catch (cause) {
    throw new Stalled(
      problem(
        'SECRET_UNREADABLE',
        `The cluster cannot open the value of the secret ${key}: it was sealed for another key. Set its value again.`,
        { path: ['sealed', key], details: { secret: key } },
      ),
      { cause },
    )
  }
}
