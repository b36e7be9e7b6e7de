import { expect } from 'vitest'
import { z } from 'zod'
import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import { bucketName, clientIdName, namespaceName, realmName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Services } from '@operations-manager/testbed/access.ts'
import { databaseFactsAt } from '../faults/facts.ts'
import type { ClusterView } from './cluster-view.ts'
import { askMinio, listBuckets } from './inventory.ts'
import { asAdministrator } from './keycloak-administration.ts'

/** What each thing of a deployment is known by where it is, by its name: one that is made again is another. */
export type Made = ReadonlyMap<string, string>

export type MadeWhere = {
  readonly services: Services
  readonly view: ClusterView
  readonly bucket: string
  readonly signIn: string
}

/** What is there of a deployment now. */
export async function madeOf(ref: DeploymentRef, { services, view, bucket, signIn }: MadeWhere): Promise<Made> {
  const name = namespaceName(ref)
  const [database, buckets, identity, namespaces, objects] = await Promise.all([
    databaseFactsAt(new Secret(services.postgresqlUrl), ref.project),
    askMinio(services.minio, listBuckets),
    inKeycloak(services.keycloak, realmName(ref), clientIdName({ ...ref, service: signIn })),
    view.all('v1', 'Namespace', null),
    view.objects(ref.project, ref.deployment),
  ])
  const called = bucketName({ ...ref, service: bucket })
  return new Map([
    // Another verifier would be another password.
    ...database.roles.map((role) => [`role ${role.name}`, `${role.oid} ${role.verifier}`] as const),
    ...database.databases.map(({ name, oid }) => [`database ${name}`, oid] as const),
    ...(buckets.has(called) ? [[`bucket ${called}`, buckets.get(called) ?? ''] as const] : []),
    ...identity,
    ...namespaces
      .filter(({ metadata }) => metadata.name === name)
      .map(({ metadata }) => [`namespace ${name}`, metadata.uid ?? ''] as const),
    ...objects
      .filter(({ kind, metadata: { name } }) => !isPassing(kind, name))
      .map(({ kind, metadata }) => {
        // With other credentials a workload would have been rolled out again.
        const version = kind === 'Deployment' ? ` of generation ${metadata.generation}` : ''
        return [`${kind} ${metadata.name}`, `${metadata.uid}${version}`] as const
      }),
  ])
}

/** What proved something, and a password until its server is known to have it. */
function isPassing(kind: string | undefined, name: string): boolean {
  return kind === 'Job' || (kind === 'Secret' && name.startsWith('pending-'))
}

const Realm = z.object({ id: z.string() })
const Clients = z.array(z.object({ id: z.string() }))

async function inKeycloak(keycloak: Services['keycloak'], realm: string, client: string) {
  const ask = asAdministrator(keycloak)
  const found = await ask(realm)
  if (found.status === 404) return []
  const clients = await ask(`${realm}/clients?clientId=${encodeURIComponent(client)}`)
  return [
    [`realm ${realm}`, Realm.parse(found.body).id] as const,
    ...Clients.parse(clients.body).map(({ id }) => [`client ${client}`, id] as const),
  ]
}

/** Goes on where each thing was the same at each look, and the last look shows all that was ever there. */
export function expectMadeOnce(looks: readonly Made[]): void {
  const last = looks.at(-1)
  const names = new Set(looks.flatMap((look) => [...look.keys()]))
  const changed = [...names].flatMap((name) => {
    const seen = [...new Set(looks.flatMap((look) => look.get(name) ?? []))]
    return seen.length === 1 && last?.has(name) === true ? [] : [{ name, seen }]
  })
  expect(changed).toEqual([])
}
