import pg from 'pg'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import { databaseName } from '@operations-manager/schema/names/names.ts'
import { markText } from '../../subgraphs/cluster/src/services/mark.ts'
import type { System } from '../system/start-system.ts'

type Place = { readonly cluster: string; readonly project: string; readonly service: string }

/** A database of a deployment that nobody wishes, as a lost wish leaves it in the server of a cluster; answers its name. */
export async function leaveBehind(system: System, { cluster, project, service }: Place): Promise<string> {
  const { state } = await loadState(system.dataFolder)
  const owner = { installation: state.installation, cluster, project, deployment: 'live', service }
  const name = databaseName(owner)
  const database = pg.escapeIdentifier(name)
  const client = new pg.Client({ connectionString: system.sandbox.databases.tenants.reveal() })
  await client.connect()
  try {
    await client.query(`create database ${database}`)
    await client.query(
      `comment on database ${database} is ${pg.escapeLiteral(markText({ ...owner, issue: '', retainedUntil: null }))}`,
    )
  } finally {
    await client.end()
  }
  return name
}
