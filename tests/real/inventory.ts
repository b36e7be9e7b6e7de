import pg from 'pg'
import { z } from 'zod'
import {
  accessKeyName,
  bucketName,
  clientIdName,
  databaseName,
  namespaceName,
  realmName,
} from '@operations-manager/schema/names/names.ts'
import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Services } from '@operations-manager/testbed/access.ts'
import { callerOf, type Caller } from '../../subgraphs/cluster/src/clients/object-storage/caller.ts'
import { openConnection } from '../../subgraphs/cluster/src/clients/object-storage/connection.ts'
import { parseMarkText } from '../../subgraphs/cluster/src/services/mark.ts'
import type { ClusterView } from './cluster-view.ts'

/** What the backends of a testbed hold that an installation made, by name. */
export type Inventory = {
  readonly roles: readonly string[]
  readonly databases: readonly string[]
  readonly buckets: readonly string[]
  /** Policies of object stores; a bucket's user has one of its own name. */
  readonly policies: readonly string[]
  readonly realms: readonly string[]
  /** `realm/client`. */
  readonly clients: readonly string[]
  /** `cluster/namespace`. */
  readonly namespaces: readonly string[]
}

/** The inventory that follows from the wishes alone, where each deployment has one service of each type. */
export function wishedInventory(
  refs: readonly DeploymentRef[],
  services: { readonly database: string; readonly bucket: string; readonly signIn: string },
): Inventory {
  const named = (name: (ref: DeploymentRef) => string): string[] => [...new Set(refs.map(name))].toSorted()
  const { database, bucket, signIn } = services
  return {
    roles: named((ref) => databaseName({ ...ref, service: database })),
    databases: named((ref) => databaseName({ ...ref, service: database })),
    buckets: named((ref) => bucketName({ ...ref, service: bucket })),
    policies: named((ref) => accessKeyName({ ...ref, service: bucket })),
    realms: named(realmName),
    clients: named((ref) => `${realmName(ref)}/${clientIdName({ ...ref, service: signIn })}`),
    namespaces: named((ref) => `${ref.cluster}/${namespaceName(ref)}`),
  }
}

/** What is really there, asked of each backend as its administrator. */
export async function realInventory(services: Services, views: ReadonlyMap<string, ClusterView>): Promise<Inventory> {
  const [postgresql, storage, identity, namespaces] = await Promise.all([
    inPostgresql(services.postgresqlUrl),
    inMinio(services.minio),
    inKeycloak(services.keycloak),
    Promise.all(
      [...views].map(async ([cluster, view]) => (await view.namespaces()).map((name) => `${cluster}/${name}`)),
    ),
  ])
  return { ...postgresql, ...storage, ...identity, namespaces: namespaces.flat().toSorted() }
}

async function inPostgresql(url: string): Promise<Pick<Inventory, 'roles' | 'databases'>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const marked = async (text: string): Promise<string[]> => {
      const { rows } = await client.query<{ name: string; comment: string | null }>(text)
      return rows.filter(({ comment }) => parseMarkText(comment) !== null).map(({ name }) => name)
    }
    return {
      roles: await marked(
        `select rolname as name, shobj_description(oid, 'pg_authid') as comment from pg_roles order by rolname collate "C"`,
      ),
      databases: await marked(
        `select datname as name, shobj_description(oid, 'pg_database') as comment from pg_database
         order by datname collate "C"`,
      ),
    }
  } finally {
    await client.end()
  }
}

/** What the server itself and the accounts of backends have. */
const notTenants = /^(operations-manager-canary|platform-.*|consoleAdmin|diagnostics|readonly|readwrite|writeonly)$/

function inMinio(minio: Services['minio']): Promise<Pick<Inventory, 'buckets' | 'policies'>> {
  const ofTenants = (names: readonly string[]) => names.filter((name) => !notTenants.test(name)).toSorted()
  return askMinio(minio, async (caller) => {
    const policies = await caller.admin('list policies', { method: 'GET', call: 'list-canned-policies' })
    return {
      buckets: ofTenants([...(await listBuckets(caller)).keys()]),
      policies: ofTenants(Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(policies.text)))),
    }
  })
}

/** Asks an object store as its administrator. */
export async function askMinio<Said>(
  { url, accessKey, secretKey }: Services['minio'],
  ask: (caller: Caller) => Promise<Said>,
): Promise<Said> {
  const limits = { region: 'us-east-1', certificateAuthority: null, timeoutMs: 30_000, connections: 4 }
  const connection = openConnection({ url, ...limits })
  try {
    return await ask(callerOf(connection, { accessKey, secretKey: new Secret(secretKey) }))
  } finally {
    await connection.close()
  }
}

/** All buckets, with the time at which each was made. */
export async function listBuckets({ s3 }: Caller): Promise<ReadonlyMap<string, string>> {
  const { text } = await s3('list buckets', { method: 'GET', path: '/' })
  const found = text.matchAll(/<Name>([^<]+)<\/Name><CreationDate>([^<]+)<\/CreationDate>/g)
  return new Map([...found].map(([, name = '', made = '']) => [name, made]))
}

const Token = z.object({ access_token: z.string() })
const Realms = z.array(z.object({ realm: z.string() }))
const Clients = z.array(z.object({ clientId: z.string() }))
const ofKeycloak = /^(account|account-console|admin-cli|broker|realm-management|security-admin-console)$/

async function inKeycloak({ url, clientId, clientSecret }: Services['keycloak']) {
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const form = { method: 'POST', body: new URLSearchParams(grant) }
  const token = await read(Token, `${url}/realms/master/protocol/openid-connect/token`, form)
  const headers = { authorization: `Bearer ${token.access_token}` }
  const all = await read(Realms, `${url}/admin/realms?briefRepresentation=true`, { headers })
  const realms = all.map(({ realm }) => realm).filter((realm) => realm !== 'master')
  const clients = await Promise.all(
    realms.map(async (realm) => {
      const found = await read(Clients, `${url}/admin/realms/${encodeURIComponent(realm)}/clients`, { headers })
      return found.filter((client) => !ofKeycloak.test(client.clientId)).map((client) => `${realm}/${client.clientId}`)
    }),
  )
  return { realms: realms.toSorted(), clients: clients.flat().toSorted() }
}

async function read<Shape extends z.ZodType>(shape: Shape, url: string, init: RequestInit): Promise<z.output<Shape>> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) })
  if (!answer.ok) throw new Error(`Keycloak answered ${answer.status}`)
  return shape.parse(await answer.json())
}
