import { AwsClient } from 'aws4fetch'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Services } from '../access.ts'
import { readTestbedConfig } from '../config.ts'
import { openRun, type Run } from '../run/run-folder.ts'
import { startServices, type RunningServices, type ServiceName } from './services.ts'
import '../vitest/provided.ts'

/** What a test does with each service as its administrator: leave something there, and find it again. */
const asAdministrator = {
  postgresql: (access) => ({
    write: async (name) => {
      await sql(access, `create table ${pg.escapeIdentifier(name)} (id int)`)
    },
    found: async (name) => (await sql(access, 'select 1 from pg_tables where tablename = $1', [name])).length === 1,
  }),
  minio: (access) => ({
    write: async (name) => {
      accepted(await storage(access, `/${name}`, { method: 'PUT' }))
      accepted(await storage(access, `/${name}/object`, { method: 'PUT', body: name }))
    },
    found: async (name) => {
      const answer = await storage(access, `/${name}/object`)
      if (answer.status === 404) return false
      accepted(answer)
      return (await answer.text()) === name
    },
  }),
  keycloak: (access) => ({
    write: async (name) => {
      accepted(await identity(access, '', { method: 'POST', body: JSON.stringify({ realm: name }) }))
    },
    found: async (name) => {
      const answer = await identity(access, `/${name}`)
      if (answer.status === 404) return false
      accepted(answer)
      return true
    },
  }),
} satisfies Record<ServiceName, (access: Services) => Administrator>

type Administrator = { write(name: string): Promise<void>; found(name: string): Promise<boolean> }
const names = ['postgresql', 'minio', 'keycloak'] as const satisfies readonly ServiceName[]

function accepted(answer: Response): void {
  if (!answer.ok) throw new Error(`${new URL(answer.url).pathname} was answered with ${answer.status}`)
}

async function sql(access: Services, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: access.postgresqlUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

async function storage({ minio }: Services, path: string, init: RequestInit = {}): Promise<Response> {
  const client = new AwsClient({ accessKeyId: minio.accessKey, secretAccessKey: minio.secretKey, retries: 0 })
  return await client.fetch(`${minio.url}${path}`, { ...init, aws: { service: 's3', region: 'us-east-1' } })
}

async function identity({ keycloak }: Services, path: string, init: RequestInit = {}): Promise<Response> {
  const grant = {
    grant_type: 'client_credentials',
    client_id: keycloak.clientId,
    client_secret: keycloak.clientSecret,
  }
  const answer = await fetch(`${keycloak.url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams(grant),
  })
  accepted(answer)
  const { access_token: token } = (await answer.json()) as { access_token: string } // as OAuth 2 has it
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return await fetch(`${keycloak.url}/admin/realms${path}`, { ...init, headers })
}

test.for(names)('%s does what its administrator wants', async (name) => {
  const administrator = asAdministrator[name](inject('services'))
  expect(await administrator.found('its-own-test')).toBe(false)
  await administrator.write('its-own-test')
  expect(await administrator.found('its-own-test')).toBe(true)
})

test('PostgreSQL is of the version that the product is made for', async () => {
  const [row] = await sql(inject('services'), 'show server_version')
  expect(row).toEqual({ server_version: expect.stringMatching(/^18/) })
})

describe('services that come and go', () => {
  let run: Run
  let services: RunningServices
  beforeAll(async () => {
    run = await openRun(() => {})
    services = await startServices({ run, cache: { folder: readTestbedConfig().cacheFolder, say: () => {} } })
  }, 300_000)
  afterAll(() => run.close())

  test.for(names.flatMap((name) => (['stop', 'kill'] as const).map((way) => [name, way] as const)))(
    '%s has its data, its address and its account again after a %s, and the others went on',
    { timeout: 300_000 },
    async ([name, way]) => {
      const mark = `before-${way}`
      for (const each of names) {
        const administrator = asAdministrator[each](services.access)
        if (!(await administrator.found(mark))) await administrator.write(mark)
      }

      await services[name][way]()
      expect(services[name].isRunning).toBe(false)
      await expect(asAdministrator[name](services.access).found(mark)).rejects.toThrow(/fetch failed|ECONNREFUSED/)
      for (const other of names.filter((one) => one !== name)) {
        expect(await asAdministrator[other](services.access).found(mark)).toBe(true)
      }

      await services[name].start()
      expect(await asAdministrator[name](services.access).found(mark)).toBe(true)
    },
  )

  test('two testbeds know nothing of each other, not even their secrets', () => {
    const mine = services.access
    const other = inject('services')
    expect(mine.keycloak.url).not.toBe(other.keycloak.url)
    expect(mine.keycloak.clientSecret).not.toBe(other.keycloak.clientSecret)
    expect(mine.minio.secretKey).not.toBe(other.minio.secretKey)
  })
})
