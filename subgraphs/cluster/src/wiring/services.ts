import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { problem } from '@operations-manager/schema/problems/problem.ts'
import { identityClient } from '../clients/identity/identity.ts'
import { objectStorageClient, type ObjectStorageAccount } from '../clients/object-storage/object-storage.ts'
import type { Config } from '../config.ts'
import { postgresClient } from '../clients/postgresql.ts'
import { newSecret } from '../credentials/credential.ts'
import { credentialStore } from '../credentials/store.ts'
import { createMemoryIdentity } from '../memory/identity/identity.ts'
import { createMemoryObjectStorage } from '../memory/object-storage/object-storage.ts'
import type { DocumentStore } from '../memory/persistence.ts'
import { CannotAnswer } from '../link/answers.ts'
import type { IdentityPort } from '../ports/identity.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import type { ObjectStoragePort } from '../ports/object-storage.ts'
import { refusedStep } from '../reconcile/bind.ts'
import type { SharedKind } from '../reconcile/shared-units.ts'
import type { Inventory } from '../reconcile/sweep.ts'
import { credentialsInventory } from '../services/credentials-inventory.ts'
import type { ClusterService } from '../services/service.ts'
import { storageInventory } from '../services/object-storage/inventory.ts'
import { objectStorageService } from '../services/object-storage/service.ts'
import { postgresInventory } from '../services/postgresql/inventory.ts'
import { postgresService } from '../services/postgresql/service.ts'
import { scratchService } from '../services/scratch/service.ts'
import { realmInventory } from '../services/single-sign-on/inventory.ts'
import { resetSignIn } from '../services/single-sign-on/reset-sign-in.ts'
import { singleSignOnService } from '../services/single-sign-on/service.ts'
import { sharedRealm } from '../services/single-sign-on/shared-realm.ts'
import { claimInventory } from '../services/volume/inventory.ts'
import { volumeService } from '../services/volume/service.ts'
import type { HandlerDeps } from './handlers.ts'
import { openKept, type Wiring } from './memory.ts'

/** Of the platform itself: no tenant gets in, which each proof shows. */
export const canaryDatabase = 'operations_manager_canary'
export const canaryBucket = 'operations-manager-canary'
const callLimitMs = 10_000

export type ServiceWiring = Wiring & {
  readonly kubernetes: KubernetesPort
  readonly documents: DocumentStore | null
}

export type OpenServices = {
  readonly services: readonly ClusterService[]
  /** What deployments of a project share: its realm. */
  readonly shared: SharedKind
  /** What carries our mark in the backends. */
  readonly inventories: readonly Inventory[]
  readonly resetSignIn: HandlerDeps['resetSignIn']
}

/** What one service type brings: its kinds, and what of it is in its backend. */
type OpenService = { readonly service: ClusterService; readonly inventory: Inventory }

/** The service types whose backend is configured. */
export async function openServices(wiring: ServiceWiring): Promise<OpenServices> {
  const [database, bucket, signIn] = [postgresql(wiring), await objectStorage(wiring), await identity(wiring)]
  const opened = [database, bucket, signIn, volume(wiring)].filter((one) => one !== null)
  return {
    services: [...opened.map(({ service }) => service), scratchService],
    shared: signIn?.shared ?? noRealms,
    inventories: [...opened.map(({ inventory }) => inventory), credentialsInventory(wiring.kubernetes, wiring.config)],
    resetSignIn: signIn?.resetSignIn ?? (() => Promise.reject(new CannotAnswer('SERVICE_NOT_OFFERED', noSignIn))),
  }
}

const noSignIn = 'This cluster does not offer single sign-on.'

const noRealms: SharedKind = { bind: () => refusedStep(problem('SERVICE_NOT_OFFERED', noSignIn)) }

function postgresql({ config, kubernetes, lifecycle }: ServiceWiring): OpenService | null {
  if (config.postgresql === null) return null
  const { url, workload, tls, maximumPoolSize } = config.postgresql
  const port = postgresClient({
    url,
    certificateAuthority: tls ? config.kubernetesSettings.certificateAuthority : null,
    timeoutMs: callLimitMs,
    connections: maximumPoolSize,
  })
  lifecycle.onStop('PostgreSQL', () => port.close())
  const deps = { port, credentials: credentialStore(kubernetes), newSecret, verifier: scramVerifier }
  const service = postgresService(deps, config.installation, {
    ...workload,
    tls,
    canary: canaryDatabase,
    statementTimeout: config.postgresql.statementTimeout,
    idleInTransactionTimeout: config.postgresql.idleInTransactionTimeout,
  })
  return { service, inventory: postgresInventory(port, config) }
}

async function objectStorage(wiring: ServiceWiring): Promise<OpenService | null> {
  const { config, kubernetes } = wiring
  if (config.objectStorage === null) return null
  const { workload, region } = config.objectStorage
  const port =
    config.objectStorage.type === 'memory'
      ? await memoryStorage(wiring)
      : realStorage(wiring, { ...config.objectStorage.server, region })
  const deps = { port, credentials: credentialStore(kubernetes), newSecret }
  const service = objectStorageService(deps, config.installation, { ...workload, region, canary: canaryBucket })
  return { service, inventory: storageInventory(port, config) }
}

function memoryStorage(wiring: ServiceWiring): Promise<ObjectStoragePort> {
  const { documents, clock } = wiring
  return openKept(wiring, documents, 'object storage', (kept) => createMemoryObjectStorage({ clock, kept }))
}

function realStorage({ lifecycle }: ServiceWiring, server: Omit<ObjectStorageAccount, 'timeoutMs'>): ObjectStoragePort {
  const port = objectStorageClient({ ...server, timeoutMs: callLimitMs })
  lifecycle.onStop('object storage', () => port.close())
  return port
}

type OpenIdentity = OpenService & Pick<OpenServices, 'shared' | 'resetSignIn'>

async function identity(wiring: ServiceWiring): Promise<OpenIdentity | null> {
  const { config, kubernetes } = wiring
  if (config.identity === null) return null
  const { installation, cluster, retentionDays, kubernetesSettings } = config
  const { server: _server, ...settings } = config.identity
  const port = await openIdentity(wiring, config.identity)
  const deps = { port, credentials: credentialStore(kubernetes) }
  return {
    service: singleSignOnService(deps, installation, settings, kubernetesSettings),
    inventory: realmInventory(port, config),
    shared: sharedRealm({ port, installation, cluster, settings, space: kubernetesSettings, retentionDays }),
    resetSignIn: async (deployment, email) => {
      const ref = parseDeploymentId(deployment)
      if (ref === null) throw new CannotAnswer('NOT_FOUND', 'There is no such deployment.')
      return resetSignIn({ port, installation, settings, newSecret }, ref, email)
    },
  }
}

async function openIdentity(
  wiring: ServiceWiring,
  { server, publicUrl, workloadUrl }: NonNullable<Config['identity']>,
): Promise<IdentityPort> {
  const { config, documents, clock, lifecycle } = wiring
  if (server.type === 'memory')
    return openKept(wiring, documents, 'identity', (kept) => createMemoryIdentity({ clock, publicUrl, kept }))
  const { certificateAuthority } = config.kubernetesSettings
  const port = identityClient({ ...server, workloadUrl, certificateAuthority, timeoutMs: callLimitMs })
  lifecycle.onStop('identity server', () => port.close())
  return port
}

function volume({ config, kubernetes }: ServiceWiring): OpenService {
  const { all, shared } = config.storageClasses
  const settings = { sharedClasses: shared, defaultClass: all[0] ?? null }
  return {
    service: volumeService(kubernetes, config.installation, settings),
    inventory: claimInventory(kubernetes, config),
  }
}
