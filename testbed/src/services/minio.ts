import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import type { Services } from '../access.ts'
import { buildGoModule } from '../build/go-module.ts'
import type { Cache } from '../build/cache.ts'
import { answersOk } from '../run/answers-ok.ts'
import { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import type { Service, ServicePlace } from './service.ts'

/** MinIO's program, built from its Go module if that was not done yet. */
export function buildMinio(cache: Cache): Promise<string> {
  return buildGoModule(cache, { part: 'minio', version: '2026-02-12', firstTime: 'some 3 minutes' })
}

/** Starts the testbed's MinIO; `access` is its root account. */
export async function startMinio(
  run: Run,
  { address, tls }: ServicePlace,
  program: string,
): Promise<{ service: Service; access: Services['minio'] }> {
  const data = join(run.folder, 'minio')
  await mkdir(data, { mode: 0o700 })
  const url = `${tls === null ? 'http' : 'https'}://${address}:${await reservedPort(address)}`
  const access = { url, accessKey: 'testbed-root', secretKey: randomBytes(24).toString('base64url') }
  const certificates = tls === null ? [] : ['--certs-dir', tls.folder]
  const service = new Program(run, {
    name: 'minio',
    file: program,
    // Quiet, since its banner would put the root account into the log.
    args: ['server', '--quiet', '--address', new URL(url).host, ...certificates, data],
    env: {
      MINIO_ROOT_USER: access.accessKey,
      MINIO_ROOT_PASSWORD: access.secretKey,
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
      // Its folder for settings would be in the home folder of whoever starts it.
      HOME: data,
    },
    // `health/ready` says yes before the server knows its buckets and accounts, and turns requests away.
    isReady: (signal) => answersOk(`${url}/minio/health/cluster`, signal, tls?.authority ?? null),
    readyLimitMs: 60_000,
  })
  await service.start()
  return { service, access }
}
