import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, inject } from 'vitest'
import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { namespaceName, roleName } from '@operations-manager/schema/names/names.ts'
import { postgresClient } from '../../clients/postgresql.ts'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { createMemoryKubernetes } from '../../memory/kubernetes/memory-kubernetes.ts'
import type { KubernetesPort } from '../../ports/kubernetes.ts'
import type { PostgresPort } from '../../ports/postgresql.ts'
import { systemClock } from '../../reconcile/clock.ts'
import type { BoundStep, StepResult, StepTarget } from '../../reconcile/step.ts'
import { aService, aSpec, aTombstone, aWish } from '../../reconcile/testing/builders.ts'
import { namespaceObject } from '../../manifests/namespace.ts'
import type { ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { serviceOutputs } from '../outputs.ts'
import { removalOf } from '../instance.ts'
import type { PostgresDeps } from './deps.ts'
import { postgresService } from './service.ts'

export const url = inject('postgresUrl')
const client = (address: string) =>
  postgresClient({ url: new Secret(address), certificateAuthority: null, timeoutMs: 10_000, connections: 4 })
/** As a backend is deployed: with no more rights than it needs. */
export const port = client(inject('postgresAdministratorUrl'))
export const administrator = new URL(inject('postgresAdministratorUrl')).username
/** As a superuser, who can undo what superusers did. */
export const superuserPort = client(url)
/** Somebody at the server, by hand. */
export const admin = new pg.Client({ connectionString: url })
export const kubernetes = createMemoryKubernetes({ clock: systemClock })
const settings = {
  host: new URL(url).hostname,
  port: Number(new URL(url).port),
  tls: false,
  canary: 'operations_manager_canary',
  statementTimeout: '60s',
  idleInTransactionTimeout: '60s',
}
const ran = randomBytes(3).toString('hex')
let count = 0

/** Ends the connections of this file's world. */
export async function closeWorld(): Promise<void> {
  await admin.end()
  await port.close()
  await superuserPort.close()
  kubernetes.stop()
}

/** The server's address; what a connection string says wins over every other option of the driver. */
export function address(over: { user?: string; password?: string; database: string }): string {
  const made = new URL(url)
  made.pathname = `/${over.database}`
  made.username = over.user ?? made.username
  made.password = over.password ?? made.password
  return made.toString()
}

type World = { readonly postgres?: PostgresPort; readonly kubernetes?: KubernetesPort; readonly canary?: string }

/** A deployment of its own for each test, so that tests do not meet. */
export async function aDeployment() {
  count += 1
  const ref = { cluster: 'cluster-a', project: `shop-${ran}`, deployment: `d${count}` }
  await kubernetes.apply(namespaceObject({ ...ref, installation: 'test' }))
  const names = { ...ref, service: 'orders' }
  return {
    ref,
    name: roleName(names),
    namespace: namespaceName(ref),
    spec: (more: ServiceSpec['settings'] = {}) =>
      aSpec({
        ...ref,
        services: {
          orders: aService('postgresql', { settings: { connections: 5, extensions: [], schemas: [], ...more } }),
        },
      }),
  }
}

export type Deployment = Awaited<ReturnType<typeof aDeployment>>

export function bind(step: string, target: StepTarget, world: World = {}): BoundStep {
  const spec = target.type === 'wish' ? target.wish.spec : target.spec
  const deps: PostgresDeps = {
    port: world.postgres ?? port,
    credentials: credentialStore(world.kubernetes ?? kubernetes),
    newSecret,
    verifier: scramVerifier,
  }
  return postgresService(deps, 'test', { ...settings, canary: world.canary ?? settings.canary }).bind({
    service: 'orders',
    step,
    target,
    spec,
    declared: spec.services['orders'] ?? aService('postgresql'),
    removal: removalOf(target, 'orders', 7),
    context: { now: () => new Date(), attempt: 1 },
  })
}

export const wishOf = (d: Deployment, more: Parameters<typeof aWish>[0] = {}, over = {}): StepTarget => ({
  type: 'wish',
  ref: d.ref,
  wish: aWish({ spec: d.spec(over), ...more }),
})

export const removal = (d: Deployment, more: Parameters<typeof aTombstone>[0] = {}): StepTarget => ({
  type: 'removal',
  ref: d.ref,
  tombstone: aTombstone({ deployment: aWish({ spec: d.spec() }).id, service: 'orders', ...more }),
  spec: d.spec(),
})

/** Role, then database: what the engine does in order. */
export async function setUp(target: StepTarget, world: World = {}): Promise<StepResult[]> {
  const role = await bind('role', target, world).run()
  if (role.outcome.type !== 'ready') return [role]
  return [role, await bind('database', target, world).run()]
}

export async function isReady(target: StepTarget): Promise<void> {
  for (const result of await setUp(target)) expect(result.outcome).toEqual({ type: 'ready' })
}

export const published = (d: Deployment) => serviceOutputs(kubernetes, aWish({ spec: d.spec() }).id, 'orders')

export async function signIn(d: Deployment, database = d.name): Promise<string> {
  const outputs = await published(d)
  const client = new pg.Client({
    connectionString: address({ user: d.name, password: outputs?.['password']?.reveal() ?? '', database }),
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ path: string }>("select current_setting('search_path') as path")
    return rows[0]?.path ?? ''
  } finally {
    await client.end()
  }
}

export const wants = (outcome: string) => ({ outcome: { type: 'stalled', problem: { code: outcome } } })
/** How a step ends that the server refuses: it is tried again for a while. */
export const refused = { outcome: { type: 'waiting', problem: { code: 'BACKEND_REFUSED' } } }

/** Database, then role: the order of a removal. Answers what both did together. */
export async function tearDown(target: StepTarget, world: World = {}): Promise<StepResult> {
  const database = await bind('database', target, world).run()
  if (database.outcome.type !== 'ready') return database
  const role = await bind('role', target, world).run()
  return { ...role, status: database.status, applied: [...database.applied, ...role.applied] }
}
