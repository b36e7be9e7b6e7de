import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { formatSecretKey } from '@operations-manager/schema/sealing/keys.ts'
import { missingSecrets } from '@operations-manager/schema/sealing/missing.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { Stalled, Waiting } from '../reconcile/outcome.ts'

/**
 * The problem of a deployment with a secret that has no value yet, or `null`. Until then nothing of it is made, so this
 * is asked before its first step.
 */
export function missingSecret(spec: DeploymentSpec): Problem | null {
  const missing = missingSecrets(spec).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const [first] = missing
  if (first === undefined) return null
  const names = missing.map(keyOf).join(', ')
  return problem(
    'SECRET_MISSING',
    missing.length === 1
      ? `The secret ${names} has no value yet. Set it; nothing of this deployment is made until then.`
      : `The secrets ${names} have no values yet. Set them; nothing of this deployment is made until then.`,
    {
      path: ['sealed', keyOf(first)],
      remedies: missing.map((key) => ({
        title: `Set the secret ${key.name}`,
        mutation: 'setSecret',
        input: { project: spec.project, ...whereOf(key), name: key.name },
      })),
      details: { secrets: missing.map(keyOf) },
    },
  )
}

type MissingKey = ReturnType<typeof missingSecrets>[number]

function keyOf(key: MissingKey): string {
  return formatSecretKey(key)
}

function whereOf(key: MissingKey): Readonly<Record<string, string>> {
  return key.type === 'component' ? { component: key.component } : { registry: key.registry }
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
