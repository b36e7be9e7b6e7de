import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hash } from 'bcryptjs'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import type { ImageRegistryAccess } from '../access.ts'
import type { Cache } from '../build/cache.ts'
import { buildGoModule } from '../build/go-module.ts'
import { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'

export type ImageRegistryPrograms = { readonly registry: string; readonly crane: string }

/** A real registry of images, and the program that brings images into it. */
export async function buildImageRegistry(cache: Cache): Promise<ImageRegistryPrograms> {
  return {
    registry: await buildGoModule(cache, {
      part: 'image-registry',
      version: '3.1.2',
      package: 'github.com/distribution/distribution/v3/cmd/registry',
      firstTime: 'some 2 minutes',
    }),
    crane: await buildGoModule(cache, {
      part: 'crane',
      version: '0.22.1',
      package: 'github.com/google/go-containerregistry/cmd/crane',
      firstTime: 'some seconds',
    }),
  }
}

/** The cheapest that bcrypt has: what it protects ends with the testbed. */
const rounds = 4

/** Starts CNCF's registry, which gives nothing to whoever has no account. */
export async function startImageRegistry(
  run: Run,
  address: string,
  { registry, crane }: ImageRegistryPrograms,
): Promise<ImageRegistryAccess> {
  const folder = join(run.folder, 'image-registry')
  const [accounts, settings] = [join(folder, 'accounts'), join(folder, 'registry.yml')]
  const host = `${address}:${await reservedPort(address)}`
  const account = { username: 'testbed', password: randomBytes(24).toString('base64url') }
  await mkdir(folder, { mode: 0o700 })
  await writeFile(accounts, `${account.username}:${await hash(account.password, rounds)}\n`, { mode: 0o600 })
  // JSON is YAML.
  await writeFile(settings, JSON.stringify(settingsOf({ folder, host, accounts })), { mode: 0o600 })
  const program = new Program(run, {
    name: 'image-registry',
    file: registry,
    args: ['serve', settings],
    env: { OTEL_TRACES_EXPORTER: 'none' },
    isReady: async (signal) => (await fetch(`http://${host}/v2/`, { signal })).status === 401,
    readyLimitMs: 60_000,
  })
  await program.start()
  return { host, ...account, crane }
}

function settingsOf({ folder, host, accounts }: { folder: string; host: string; accounts: string }) {
  return {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'images') } },
    http: { addr: host, secret: randomBytes(24).toString('base64url') },
    auth: { htpasswd: { realm: 'testbed', path: accounts } },
  }
}
