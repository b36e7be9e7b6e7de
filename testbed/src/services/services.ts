import type { Services } from '../access.ts'
import type { Cache } from '../build/cache.ts'
import type { Run } from '../run/run-folder.ts'
import { startKeycloak } from './keycloak.ts'
import { buildKeycloak } from './keycloak-program.ts'
import { buildMinio, startMinio } from './minio.ts'
import { startPostgresql } from './postgresql.ts'
import type { Service } from './service.ts'

export type ServiceName = 'postgresql' | 'minio' | 'keycloak'

/** The running services of a testbed; each can be taken away and brought back by itself. */
export type RunningServices = Readonly<Record<ServiceName, Service>> & {
  readonly access: Services
  stop(): Promise<void>
}

export type ServicesOptions = {
  readonly run: Run
  readonly cache: Cache
  /** Where they listen: an address of this machine, which pods must reach where there are any. */
  readonly address?: string
}

/** Starts PostgreSQL, MinIO and Keycloak, side by side; what is not in the cache is built first. */
export async function startServices(options: ServicesOptions): Promise<RunningServices> {
  const { run, cache, address = '127.0.0.1' } = options
  const started = await Promise.allSettled([
    startPostgresql(run, address),
    buildMinio(cache).then((program) => startMinio(run, address, program)),
    buildKeycloak(cache, run).then((built) => startKeycloak(run, address, built)),
  ])
  const [postgresql, minio, keycloak] = started
  if (postgresql.status === 'rejected' || minio.status === 'rejected' || keycloak.status === 'rejected') {
    await stopAll(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.service] : [])))
    const reasons = started.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    throw reasons.length === 1 ? reasons[0] : new AggregateError(reasons, 'start the services of the testbed')
  }
  const services = {
    postgresql: postgresql.value.service,
    minio: minio.value.service,
    keycloak: keycloak.value.service,
  }
  return {
    ...services,
    access: { postgresqlUrl: postgresql.value.url, minio: minio.value.access, keycloak: keycloak.value.access },
    stop: () => stopAll(Object.values(services)),
  }
}

async function stopAll(services: readonly Service[]): Promise<void> {
  await Promise.all(services.map((service) => service.stop()))
}
