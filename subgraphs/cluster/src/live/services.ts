import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { ServiceType } from '@operations-manager/schema/services/service-type.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { parseQuantity } from '../manifests/quantity.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { PortError } from '../ports/port-error.ts'
import type { LiveDeps } from './deps.ts'
import type { LiveDeployment } from './deployment.ts'
import { isoOf } from './workloads.ts'

export type LiveService = {
  readonly service: string
  readonly type: string
  readonly state: 'READY' | 'MISSING' | 'DEGRADED' | 'UNKNOWN'
  readonly names: readonly { readonly kind: string; readonly name: string }[]
  readonly sizeBytes: number | null
  readonly credentialsIssuedAt: string | null
  readonly message: string | null
}

const claimKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }
const secretKind = { apiVersion: 'v1', kind: 'Secret' }
const deploymentKind = { apiVersion: 'apps/v1', kind: 'Deployment' }

/** The services of a deployment as they stand in their backends, by name. One that cannot be asked hides no other. */
export async function servicesOf(deps: LiveDeps, deployment: LiveDeployment): Promise<readonly LiveService[]> {
  const services = Object.entries(deployment.spec.services).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Promise.all(
    services.map(async ([service, declared]) => {
      try {
        return await serviceOf(deps, deployment, service, declared)
      } catch (error) {
        if (!(error instanceof PortError)) throw error
        return {
          ...plain(service, declared),
          state: 'UNKNOWN' as const,
          message: `The ${error.backend} of the cluster did not answer.`,
        }
      }
    }),
  )
}

async function serviceOf(
  deps: LiveDeps,
  deployment: LiveDeployment,
  service: string,
  declared: ServiceSpec,
): Promise<LiveService> {
  const type = deps.catalogue.get(declared.type)
  if (type === undefined)
    return { ...plain(service, declared), state: 'UNKNOWN', message: 'The cluster does not know this type.' }
  // A type that sets up nothing comes and goes with its pods.
  if (type.steps.length === 0) return { ...plain(service, declared), state: 'READY' }
  return type.mountable ? claimOf(deployment, service, declared) : instanceOf(deps, deployment, type, service, declared)
}

async function claimOf(
  { reader, namespace }: LiveDeployment,
  service: string,
  declared: ServiceSpec,
): Promise<LiveService> {
  const name = objectNames.claim(service)
  const claim = (await reader.list(claimKind, namespace)).find(({ metadata }) => metadata.name === name)
  const status = claim?.['status'] as { readonly phase?: string; readonly capacity?: { storage?: string } } | undefined
  const base = { ...plain(service, declared), names: [{ kind: 'claim', name }] }
  if (claim === undefined) return { ...base, state: 'MISSING', message: 'The claim is not there yet.' }
  if (status?.phase !== 'Bound') return { ...base, state: 'DEGRADED', message: 'The claim has no volume yet.' }
  return { ...base, state: 'READY', sizeBytes: parseQuantity(status.capacity?.storage ?? '') }
}

async function instanceOf(
  deps: LiveDeps,
  { reader, namespace, id, spec }: LiveDeployment,
  type: ServiceType,
  service: string,
  declared: ServiceSpec,
): Promise<LiveService> {
  const outputs = await deps.outputs(spec, service)
  if (outputs === null) return { ...plain(service, declared), state: 'MISSING', message: 'It is not set up yet.' }
  const names = Object.entries(outputs)
    .filter(([key]) => type.outputs[key]?.secret === false)
    .map(([kind, value]) => ({ kind, name: value instanceof Secret ? value.reveal() : value }))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  const secrets = await reader.list(secretKind, namespace)
  const published = secrets.find(({ metadata }) => metadata.name === objectNames.credentials(service))
  return {
    ...plain(service, declared),
    ...(typeof type.network === 'object' ? await serverState(reader, namespace, service) : { state: 'READY' as const }),
    names,
    sizeBytes: await deps.sizeOf(id, service),
    credentialsIssuedAt: issuedAt(published),
  }
}

/** How the pods of an instance stand that has pods of its own. */
async function serverState(
  reader: LiveDeployment['reader'],
  namespace: string,
  service: string,
): Promise<Pick<LiveService, 'state'> & { readonly message?: string }> {
  const name = objectNames.server(service)
  const server = (await reader.list(deploymentKind, namespace)).find(({ metadata }) => metadata.name === name)
  if (server === undefined) return { state: 'MISSING', message: 'Its server is not there.' }
  const status = server['status'] as { readonly readyReplicas?: number } | undefined // a Deployment's status
  if ((status?.readyReplicas ?? 0) > 0) return { state: 'READY' }
  return { state: 'DEGRADED', message: 'Its server is not ready.' }
}

function issuedAt(published: KubernetesObject | undefined): string | null {
  return isoOf(published?.metadata.creationTimestamp)
}

function plain(service: string, { type }: ServiceSpec): Omit<LiveService, 'state'> {
  return { service, type, names: [], sizeBytes: null, credentialsIssuedAt: null, message: null }
}
