import { afterEach, expect, vi } from 'vitest'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { attemptBy } from '../../subgraphs/registry/src/audit/attempt.ts'
import { readCluster } from '../../subgraphs/registry/src/store/clusters.ts'
import { World, type Backend, type BackendOptions, type Replica } from './world.ts'

/** Who registers and removes clusters in these tests. */
export const actor = attemptBy({ type: 'platform' }, 'aTest')

/** How long a test waits for what has to come. */
export const wait = { timeout: 20_000 }

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop()
})

/** A world of its own, gone after the test. */
export async function aWorld(): Promise<World> {
  const world = await World.start()
  worlds.push(world)
  return world
}

export async function register(
  replica: Replica,
  name = 'cluster-a',
  address = 'https://a.example/graphql',
): Promise<Secret> {
  const registered = await replica.clusters.register({ name, address, projects: null }, actor)
  if (!registered.ok) throw new Error(registered.problems.map(({ message }) => message).join(' '))
  return registered.joinToken
}

export async function joined(
  world: World,
  replica: Replica,
  cluster = 'cluster-a',
  options: Partial<BackendOptions> = {},
): Promise<Backend> {
  const joinToken = await register(replica, cluster)
  const backend = await world.backend({ cluster, port: replica.port, joinToken, ...options })
  await isConnected(backend)
  return backend
}

export const isConnected = (backend: Backend): Promise<void> =>
  vi.waitFor(() => expect(backend.state().type).toBe('connected'), wait)

export const isRefused = (backend: Backend, code: number): Promise<void> =>
  vi.waitFor(() => expect(backend.state()).toMatchObject({ type: 'waiting', code }), wait)

export const stateOf = async (replica: Replica, cluster = 'cluster-a'): Promise<string | undefined> =>
  (await readCluster(replica.db, cluster))?.state

/** The generations that a backend was told; null for what is no longer wished. */
export const told = (backend: Backend): (string | null)[] =>
  backend.wishes.all().map(({ wish }) => wish?.generation ?? null)
