import { problem } from '@operations-manager/schema/problems/problem.ts'
import { isVerifierOf, scramVerifier } from '../clients/scram.ts'
import { postgresClient } from '../clients/postgresql.ts'
import { newSecret } from '../credentials/credential.ts'
import { credentialStore } from '../credentials/store.ts'
import { createMemoryObjectStorage } from '../memory/object-storage.ts'
import type { DocumentStore } from '../memory/persistence.ts'
import { CannotAnswer } from '../link/answers.ts'
import type { KubernetesPort } from '../ports/kubernetes.ts'
import { refusedStep } from '../reconcile/bind.ts'
import type { SharedKind } from '../reconcile/shared-units.ts'
import type { Inventory } from '../reconcile/sweep.ts'
import type { ClusterService } from '../services/service.ts'
import { objectStorageService } from '../services/object-storage/service.ts'
import { postgresService } from '../services/postgresql/service.ts'
import type { HandlerDeps } from './handlers.ts'
import { openKept, type Wiring } from './memory.ts'

const canaryDatabase = 'operations_manager_canary'
const canaryBucket = 'operations-manager-canary'
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

/** The service types whose backend is configured. */
export async function openServices(wiring: ServiceWiring): Promise<OpenServices> {
  const services = [postgresql(wiring), await objectStorage(wiring)]
  return {
    services: services.filter((service) => service !== null),
    shared: noRealms,
    inventories: [],
    resetSignIn: () => Promise.reject(new CannotAnswer('SERVICE_NOT_OFFERED', noSignIn)),
  }
}

const noSignIn = 'This cluster does not offer single sign-on.'

const noRealms: SharedKind = { bind: () => refusedStep(problem('SERVICE_NOT_OFFERED', noSignIn)) }

function postgresql({ config, kubernetes, lifecycle }: ServiceWiring): ClusterService | null {
  if (config.postgresql === null) return null
  const { url, workload, tls, maximumPoolSize } = config.postgresql
  const port = postgresClient({
    url,
    certificateAuthority: tls ? config.kubernetesSettings.certificateAuthority : null,
    timeoutMs: callLimitMs,
    connections: maximumPoolSize,
  })
  lifecycle.onStop('PostgreSQL', () => port.close())
  const scram = { verifier: (password: Parameters<typeof scramVerifier>[0]) => scramVerifier(password), isVerifierOf }
  return postgresService({ port, credentials: credentialStore(kubernetes), newSecret, scram }, config.installation, {
    ...workload,
    tls,
    canary: canaryDatabase,
    statementTimeout: config.postgresql.statementTimeout,
    idleInTransactionTimeout: config.postgresql.idleInTransactionTimeout,
  })
}

async function objectStorage(wiring: ServiceWiring): Promise<ClusterService | null> {
  const { config, kubernetes, documents, clock } = wiring
  if (config.objectStorage === null) return null
  const port = await openKept(wiring, documents, 'object storage', (kept) => createMemoryObjectStorage({ clock, kept }))
  const { workload, region } = config.objectStorage
  const deps = { port, credentials: credentialStore(kubernetes), newSecret }
  return objectStorageService(deps, config.installation, { ...workload, region, canary: canaryBucket })
}
