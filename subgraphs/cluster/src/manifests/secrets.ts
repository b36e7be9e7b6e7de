import type { V1Secret } from '@kubernetes/client-node'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { VariableSource } from '@operations-manager/schema/variables/variables.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { labels } from './mark.ts'
import { finished, metaOf } from './meta.ts'

/** A variable that a component's containers get, with its source. */
export type Injected = { readonly name: string; readonly value: string | Secret; readonly source: VariableSource }

/**
 * The Secrets that a component's containers read: one for each service it is bound to, and one for everything else.
 * Each name has one value by now, so the order in which Kubernetes reads them decides nothing.
 */
export function componentSecrets(
  spec: DeploymentSpec,
  component: string,
  injected: readonly Injected[],
): readonly KubernetesObject[] {
  const services = [...new Set(injected.flatMap((one) => serviceOf(one) ?? []))].toSorted()
  return [
    ...services.map((service) =>
      secret(
        spec,
        component,
        objectNames.binding(component, service),
        injected.filter((one) => serviceOf(one) === service),
        { [labels.service]: service },
      ),
    ),
    secret(
      spec,
      component,
      objectNames.variables(component),
      injected.filter((one) => serviceOf(one) === null),
      {},
    ),
  ]
}

/** Names of the Secrets that `componentSecrets` may make for a component, by what it uses. */
export function secretNames(spec: DeploymentSpec, component: string): readonly string[] {
  const uses = spec.components[component]?.uses ?? []
  const services = [...new Set(uses.map(({ service }) => service))].toSorted()
  return [...services.map((service) => objectNames.binding(component, service)), objectNames.variables(component)]
}

function serviceOf({ source }: Injected): string | null {
  return source.type === 'SERVICE' || source.type === 'ALIAS' ? source.name : null
}

function secret(
  spec: DeploymentSpec,
  component: string,
  name: string,
  values: readonly Injected[],
  extra: Readonly<Record<string, string>>,
): KubernetesObject {
  const meta = metaOf(spec, 'binding', name, component)
  return finished({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...meta, labels: { ...meta.labels, ...extra } },
    type: 'Opaque',
    data: Object.fromEntries(values.map((one) => [one.name, encoded(one.value)])),
  } satisfies V1Secret)
}

/** The Secret with which the kubelet signs in to an image registry. */
export function pullSecret(spec: DeploymentSpec, registry: string, password: Secret): KubernetesObject {
  const declared = spec.registries[registry]
  if (declared === undefined) throw new Error(`deployment ${spec.deployment} has no registry ${registry}`)
  const { url, username } = declared
  const auth = encoded(`${username}:${password.reveal()}`)
  const config = { auths: { [hostOf(url)]: { username, password: password.reveal(), auth } } }
  return finished({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metaOf(spec, 'pull-secrets', objectNames.pull(registry)),
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': encoded(JSON.stringify(config)) },
  } satisfies V1Secret)
}

// `ghcr.io/example` keeps its path: the kubelet takes the longest prefix of the image that matches.
function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/+$/, '')
}

function encoded(value: string | Secret): string {
  return Buffer.from(value instanceof Secret ? value.reveal() : value, 'utf8').toString('base64')
}
