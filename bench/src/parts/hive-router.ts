import { constants } from 'node:fs'
import { access, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { folder, ready, startOther, type Program, type Subgraphs } from './programs.ts'

const binary = 'hive_router'

/**
 * The Rust router as it comes, on the same supergraph: shown beside ours and judged by nothing. `null` where it is not
 * installed: it is the program that `HIVE_ROUTER` names, else the first on the PATH.
 */
export async function startHiveRouter(subgraphs: Subgraphs): Promise<Program | null> {
  const program = await findProgram()
  if (program === null) return null
  const port = await reservedPort()
  const supergraph = join(folder, `supergraph-hive-${port}.graphql`)
  const config = join(folder, `hive-router-${port}.json`)
  await writeFile(supergraph, subgraphs.sdl)
  const settings = {
    supergraph: { source: 'file', path: supergraph },
    http: { host: '127.0.0.1', port },
    log: { level: 'error' },
  }
  await writeFile(config, JSON.stringify(settings))
  const child = startOther(program, { ROUTER_CONFIG_FILE_PATH: config })
  await ready(`http://127.0.0.1:${port}/readiness`)
  return { name: 'Rust router', url: `http://127.0.0.1:${port}/graphql`, child }
}

async function findProgram(): Promise<string | null> {
  const { HIVE_ROUTER: named, PATH = '' } = process.env // oxlint-disable-line no-restricted-properties -- the bench is a program without a config of its own
  if (named !== undefined) return named
  for (const place of PATH.split(delimiter)) {
    const path = join(place, binary)
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return null
}
