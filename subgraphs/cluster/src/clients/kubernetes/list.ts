import { z } from 'zod'
import type { KubernetesObject, KubernetesQuery } from '../../ports/kubernetes.ts'
import type { Connection } from './connection.ts'
import { Expired } from './faults.ts'
import { parsed } from './objects.ts'
import type { Paths } from './paths.ts'

const pageSize = '500'

const AList = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string().optional(), continue: z.string().optional() }),
  items: z.array(z.looseObject({})).nullable(),
})

/** Objects of a kind as they were at one version. */
export type Listed = { readonly objects: readonly KubernetesObject[]; readonly resourceVersion: string }

/** Everything that a query asks for, page by page; at once where the server forgot the version between two pages. */
export async function listAll(connection: Connection, paths: Paths, query: KubernetesQuery): Promise<Listed> {
  try {
    return await listPages(connection, paths, query, { limit: pageSize })
  } catch (error) {
    if (!(error instanceof Expired)) throw error
    return listPages(connection, paths, query, {})
  }
}

async function listPages(
  connection: Connection,
  paths: Paths,
  query: KubernetesQuery,
  limit: Readonly<Record<string, string>>,
): Promise<Listed> {
  const path = await paths.of(query)
  const objects: KubernetesObject[] = []
  let next = ''
  let resourceVersion = ''
  do {
    const answer = await connection.json({
      method: 'GET',
      path,
      query: { ...limit, ...selectorOf(query), ...(next !== '' && { continue: next }) },
    })
    const { metadata, items } = AList.parse(answer)
    const { apiVersion, kind } = query
    // Items of a list come without their kind.
    for (const item of items ?? []) objects.push(parsed({ ...item, apiVersion, kind }))
    resourceVersion = metadata.resourceVersion ?? ''
    next = metadata.continue ?? ''
  } while (next !== '')
  return { objects, resourceVersion }
}

/** A query's labels as the API reads them. */
export function selectorOf({ labels = {} }: Pick<KubernetesQuery, 'labels'>): Readonly<Record<string, string>> {
  const parts = Object.entries(labels).map(([name, value]) => `${name}=${value}`)
  return parts.length === 0 ? {} : { labelSelector: parts.join(',') }
}
