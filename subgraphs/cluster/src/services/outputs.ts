import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { publishedOutputs } from '../credentials/store.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'

/**
 * What a service instance gives the components that use it, by the output keys of its type, as it was published.
 * `null`: nothing is published yet. Throws where it cannot be read.
 */
export async function serviceOutputs(
  kubernetes: KubernetesPort,
  deployment: string,
  service: string,
): Promise<Readonly<Record<string, Secret>> | null> {
  const ref = parseDeploymentId(deployment)
  if (ref === null) throw new Error(`${deployment} is no id of a deployment`)
  return publishedOutputs(kubernetes, namespaceName(ref), service)
}
