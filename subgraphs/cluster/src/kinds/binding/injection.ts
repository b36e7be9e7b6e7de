import { createHmac } from 'node:crypto'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import { registryOf } from '@operations-manager/schema/project-file/registry-url.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { canonicalJson } from '../../manifests/canonical.ts'
import { labels, ownerLabels } from '../../manifests/mark.ts'
import { componentOf } from '../../manifests/meta.ts'
import type { Injection } from '../../manifests/pod.ts'
import { secretNames } from '../../manifests/secrets.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import type { KindDeps } from '../deps.ts'

const retryMs = 1_000

/** What the binding step published for a component: the Secrets to read, and a keyed hash of everything in them. */
export async function publishedInjection(
  deps: Pick<KindDeps, 'kubernetes' | 'fingerprintKey' | 'settings'>,
  spec: DeploymentSpec,
  component: string,
): Promise<Injection> {
  const published = await deps.kubernetes.list({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: namespaceName(spec),
    labels: { ...ownerLabels(spec), [labels.part]: 'binding', [labels.component]: component },
  })
  const wanted = secretNames(spec, component)
  const present = published.filter(({ metadata }) => wanted.includes(metadata.name))
  // The Secret with a component's own variables is always made, also when it is empty.
  if (!present.some(({ metadata }) => metadata.name === wanted.at(-1)))
    throw new Waiting(`the variables of "${component}"`, retryMs)
  const contents = present
    .map((secret) => [secret.metadata.name, secret['data'] ?? {}] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  const account = await pullAccount(deps.kubernetes, spec, component)
  return {
    secrets: contents.map(([name]) => name),
    contentHash: fingerprint(
      deps.fingerprintKey,
      canonicalJson([contents, deps.settings.certificateAuthority, ...account]),
    ),
  }
}

// New pods for a new password: those that wait for their image would try the old one for minutes yet, and whether the
// new one is right is seen now and not when a node is lost.
async function pullAccount(
  kubernetes: KindDeps['kubernetes'],
  spec: DeploymentSpec,
  component: string,
): Promise<readonly unknown[]> {
  const registry = registryOf(componentOf(spec, component).image, spec.registries)
  if (registry === null) return []
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace: namespaceName(spec), name: objectNames.pull(registry) }
  const secret = await kubernetes.read(ref)
  return secret === null ? [] : [secret['data']]
}

/** A keyed hash: without the key nobody can try out what a short secret might be. */
export function fingerprint(key: Secret, text: string): string {
  return createHmac('sha256', key.reveal()).update(text).digest('hex').slice(0, 32)
}
