import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { declaredVariables } from '@operations-manager/schema/variables/declare.ts'
import { specSurface } from '@operations-manager/schema/variables/variables.ts'
import { labels, ownerLabels } from '../../manifests/mark.ts'
import type { KindDeps } from '../deps.ts'

/** Shorter values are words that stand in any log; taking them out would only garble it. */
const shortest = 5

/**
 * Lines of a container's log as they may stand in a problem, which is stored and shown: without the values of the
 * secrets that the container was given. (A program that fails likes to print how it tried to connect.)
 */
export async function withoutSecrets(
  deps: Pick<KindDeps, 'kubernetes' | 'catalogue'>,
  spec: DeploymentSpec,
  component: string,
  lines: readonly string[],
): Promise<readonly string[]> {
  if (lines.length === 0) return lines
  const values = await secretValues(deps, spec, component)
  return lines.map((line) => values.reduce((text, value) => text.replaceAll(value, '[redacted]'), line))
}

async function secretValues(
  { kubernetes, catalogue }: Pick<KindDeps, 'kubernetes' | 'catalogue'>,
  spec: DeploymentSpec,
  component: string,
): Promise<readonly string[]> {
  const secret = declaredVariables(specSurface(spec, component, catalogue)).filter(
    ({ content }) => content.type === 'sealed' || (content.type === 'output' && content.secret),
  )
  const names = new Set(secret.map(({ name }) => name))
  const published = await kubernetes.list({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: namespaceName(spec),
    labels: { ...ownerLabels(spec), [labels.part]: 'binding', [labels.component]: component },
  })
  const values = published
    .flatMap((object) => Object.entries((object['data'] ?? {}) as Readonly<Record<string, string>>)) // a Secret's data
    .filter(([name]) => names.has(name))
    .map(([, value]) => Buffer.from(value, 'base64').toString('utf8'))
    // A key of several lines is printed line by line.
    .flatMap((value) => [value, ...value.split(/\r?\n/)])
  // The longest first: a password may stand inside a URL that is a secret as a whole.
  return [...new Set(values)].filter(({ length }) => length >= shortest).toSorted((a, b) => b.length - a.length)
}
