import { join } from 'node:path'
import { readSandboxConfig } from '@operations-manager/sandbox/config.ts'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { Program } from '@operations-manager/sandbox/programs/program.ts'
import { programSettings } from '@operations-manager/sandbox/programs/settings.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { System } from '../system/start-system.ts'

export type FurtherRegistry = { readonly program: Program; readonly port: number }

/** Starts one more replica of a system's registry, over the same database and repository. */
export async function startFurtherRegistry({ sandbox, dataFolder }: System): Promise<FurtherRegistry> {
  const { databases, logFolder } = sandbox
  const config = readSandboxConfig({ DATA_DIR: dataFolder, WEB: 'off' })
  const { state } = await loadState(dataFolder)
  const port = await reservedPort()
  const ports = { ...sandbox.ports, registry: port }
  const { module, env, readyUrl } = programSettings({ config, state, ports, databases })('registry')
  const program = new Program({
    name: 'registry-b',
    module,
    root: config.root,
    env: {
      ...env,
      // The gateway goes on asking the first one.
      REGISTRY_URL: `http://127.0.0.1:${sandbox.ports.registry}`,
      REPOSITORY_COPY: join(dataFolder, 'further-copy-of-projects.git'),
    },
    logFolder,
    readyUrl,
    say: () => {},
  })
  program.start()
  await program.untilReady(60_000)
  return { program, port }
}
