import pg from 'pg'
import { z } from 'zod'
import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { variablesOf } from './injected.ts'
import type { System } from './start-system.ts'

const KubernetesObject = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
})
type KubernetesObject = z.infer<typeof KubernetesObject>

const clusters = ['cluster-a', 'cluster-b'] as const

/** The objects of a simulated cluster, as it keeps them. */
export async function objectsIn(system: System, cluster: string): Promise<readonly KubernetesObject[]> {
  const documents = await documentsIn(system, cluster)
  return documents
    .filter(({ part }) => part === 'kubernetes')
    .map(({ document }) => z.object({ object: KubernetesObject }).parse(document).object)
}

/** The environment that a container of this component gets: what its Deployment takes from Secrets, later ones win. */
export async function injectedVariables(
  system: System,
  { cluster, project, deployment }: DeploymentRef,
  component: string,
): Promise<Readonly<Record<string, string>>> {
  const objects = await objectsIn(system, cluster)
  const workload = objects.find(
    ({ kind, metadata: { labels } }) =>
      kind === 'Deployment' &&
      labels['operations-manager/project'] === project &&
      labels['operations-manager/deployment'] === deployment &&
      labels['operations-manager/component'] === component,
  )
  if (workload === undefined)
    throw new Error(`${component} of ${project}/${deployment} has no Deployment in ${cluster}`)
  return await variablesOf(workload, async (name) => {
    const secret = objects.find(
      ({ kind, metadata }) =>
        kind === 'Secret' && metadata.name === name && metadata.namespace === workload.metadata.namespace,
    )
    if (secret === undefined) throw new Error(`the Secret ${name} is not there`)
    return secret
  })
}

/** Whatever is left of a project in any backend of any cluster: kept documents that name it, its roles and databases. */
export async function remainsOf(system: System, project: string): Promise<readonly string[]> {
  const inClusters = await Promise.all(
    clusters.map(async (cluster) => {
      const documents = await documentsIn(system, cluster)
      return documents
        .filter(({ document }) => JSON.stringify(document).includes(`"${project}`))
        .map(({ part, key }) => `${cluster}: ${part} ${key}`)
    }),
  )
  const marked = await query(
    system.sandbox.databases.admin,
    `select 'database ' || datname as name from pg_database d where shobj_description(d.oid, 'pg_database') like $1
     union all
     select 'role ' || rolname from pg_roles r where shobj_description(r.oid, 'pg_authid') like $1`,
    [`operations-manager %"${project}"%`],
    z.object({ name: z.string() }),
  )
  return [...inClusters.flat(), ...marked.map(({ name }) => name)]
}

async function documentsIn(system: System, cluster: string) {
  return await query(
    system.sandbox.databases.url(`sandbox_${cluster.replace('-', '_')}`),
    'select part, key, document from memory_documents',
    [],
    z.object({ part: z.string(), key: z.string(), document: z.unknown() }),
  )
}

/** Rows of a query against the system's own PostgreSQL, each in a known shape. */
export async function query<Shape extends z.ZodType>(
  url: Secret,
  text: string,
  values: readonly unknown[],
  shape: Shape,
): Promise<readonly z.output<Shape>[]> {
  const client = new pg.Client({ connectionString: url.reveal() })
  await client.connect()
  try {
    const { rows } = await client.query(text, [...values])
    return rows.map((row) => shape.parse(row))
  } finally {
    await client.end()
  }
}
