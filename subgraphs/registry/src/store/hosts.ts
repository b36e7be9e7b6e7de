import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** A host in a cluster: a label below its domain, or a whole host name. */
export type ClaimedHost = { readonly cluster: string; readonly type: 'label' | 'custom'; readonly name: string }

/** Which of these hosts are wished by another project; one query. Whose they are is nobody's business. */
export async function readHostsOfOthers(
  db: Db,
  project: string,
  hosts: readonly ClaimedHost[],
): Promise<readonly ClaimedHost[]> {
  if (hosts.length === 0) return []
  const clusters = [...new Set(hosts.map(({ cluster }) => cluster))]
  const names = [...new Set(hosts.map(({ name }) => name))]
  const { rows } = await sql<ClaimedHost>`
    select distinct d.cluster,
           case when h.value ? 'host' then 'custom' else 'label' end as type,
           coalesce(h.value ->> 'host', h.value ->> 'label') as name
    from deployments d,
         jsonb_each(d.spec -> 'components') c,
         jsonb_array_elements(case jsonb_typeof(c.value -> 'publish') when 'object'
                              then c.value -> 'publish' -> 'hosts' else '[]'::jsonb end) h
    where d.wished and d.project <> ${project} and d.cluster in (${sql.join(clusters)})
      and coalesce(h.value ->> 'host', h.value ->> 'label') in (${sql.join(names)})`.execute(db)
  return rows.filter((row) =>
    hosts.some(({ cluster, type, name }) => cluster === row.cluster && type === row.type && name === row.name),
  )
}
