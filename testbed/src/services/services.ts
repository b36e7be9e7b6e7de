import { join } from 'node:path'
import type { Services, ServicesTls } from '../access.ts'
import type { Cache } from '../build/cache.ts'
import type { Run } from '../run/run-folder.ts'
import { startKeycloak } from './keycloak.ts'
import { buildKeycloak } from './keycloak-program.ts'
import { buildMinio, startMinio } from './minio.ts'
import { startPostgresql } from './postgresql.ts'
import type { Service, ServicePlace } from './service.ts'
import { issueInto, type Trust } from '../trust/trust.ts'

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
  /** Who signs their certificates; null: they speak no TLS. */
  readonly trust?: Trust | null
}

/** Starts PostgreSQL, MinIO and Keycloak, side by side; what is not in the cache is built first. */
export async function startServices(options: ServicesOptions): Promise<RunningServices> {
  const { run, cache, address = '127.0.0.1', trust = null } = options
  const tls = trust === null ? null : await makeCertificates(run.folder, trust, address)
  const placeOf = (name: ServiceName): ServicePlace => ({
    address,
    tls: tls === null ? null : { ...tls, folder: tls.folders[name] },
  })
  const started = await Promise.allSettled([
    startPostgresql(run, placeOf('postgresql')),
    buildMinio(cache).then((program) => startMinio(run, placeOf('minio'), program)),
    buildKeycloak(cache, run).then((built) => startKeycloak(run, placeOf('keycloak'), built)),
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
    access: { postgresqlUrl: postgresql.value.url, minio: minio.value.access, keycloak: keycloak.value.access, tls },
    stop: () => stopAll(Object.values(services)),
  }
}

async function makeCertificates(runFolder: string, trust: Trust, address: string): Promise<ServicesTls> {
  const { authority, authorityFile, keyFile } = trust
  const folderOf = (name: ServiceName): string => join(runFolder, 'certificates', name)
  const folders = { postgresql: folderOf('postgresql'), minio: folderOf('minio'), keycloak: folderOf('keycloak') }
  await Promise.all(Object.values(folders).map((folder) => issueInto(folder, authority, { names: [address] })))
  return { authority: authority.certificate, authorityFile, keyFile, folders }
}

async function stopAll(services: readonly Service[]): Promise<void> {
  await Promise.all(services.map((service) => service.stop()))
}
