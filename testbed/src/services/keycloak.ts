import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import type { Services } from '../access.ts'
import { ask, type Question } from '../run/ask.ts'
import type { Run } from '../run/run-folder.ts'
import { keycloakServer, type BuiltKeycloak } from './keycloak-program.ts'
import type { Service, ServicePlace } from './service.ts'

const limitMs = 30_000

/** Starts the testbed's Keycloak. Its administrator is a service account with a secret of this run's own. */
export async function startKeycloak(
  run: Run,
  { address, tls }: ServicePlace,
  built: BuiltKeycloak,
): Promise<{ service: Service; access: Services['keycloak'] }> {
  const home = join(run.folder, 'keycloak')
  const url = `${tls === null ? 'http' : 'https'}://${address}:${await reservedPort(address)}`
  const service = await keycloakServer(run, { name: 'keycloak', folder: built.folder, home, url, tls })
  await cp(join(built.folder, 'h2'), join(home, 'data', 'h2'), { recursive: true })
  await service.start()
  const access = { url, ...built.account }
  return { service, access: { ...access, clientSecret: await newSecret(access, tls?.authority ?? null) } }
}

const Token = z.object({ access_token: z.string() })
const Clients = z.tuple([z.object({ id: z.string() })])
const ClientSecret = z.object({ value: z.string() })

// The copied database knows a secret that the cache holds; from here on it is good for nothing.
async function newSecret(
  { url, clientId, clientSecret }: Services['keycloak'],
  authority: string | null,
): Promise<string> {
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const body = new URLSearchParams(grant).toString()
  const form = { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' }, authority }
  const token = await asked(Token, `${url}/realms/master/protocol/openid-connect/token`, form)
  const headers = { authorization: `Bearer ${token.access_token}` }
  const clients = `${url}/admin/realms/master/clients`
  const [client] = await asked(Clients, `${clients}?clientId=${encodeURIComponent(clientId)}`, { headers, authority })
  const path = `${clients}/${encodeURIComponent(client.id)}/client-secret`
  return (await asked(ClientSecret, path, { method: 'POST', headers, authority })).value
}

async function asked<Schema extends z.ZodType>(
  shape: Schema,
  url: string,
  question: Omit<Question, 'signal'>,
): Promise<z.output<Schema>> {
  const { status, body } = await ask(url, { ...question, signal: AbortSignal.timeout(limitMs) })
  if (status >= 300) throw new Error(`Keycloak answered ${status} to the testbed's first questions.`)
  return shape.parse(JSON.parse(body))
}
