import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { freePortFrom, isFree } from './free-port.ts'

export const portNames = [
  'postgres',
  'identity',
  'registry',
  'cluster-a',
  'cluster-b',
  'cluster-a-ingress',
  'cluster-b-ingress',
  'gateway',
  'web',
] as const
export type PortName = (typeof portNames)[number]
export type SandboxPorts = Readonly<Record<PortName, number>>

const usual: SandboxPorts = {
  gateway: 4000,
  registry: 4001,
  identity: 4010,
  'cluster-a': 4101,
  'cluster-b': 4102,
  'cluster-a-ingress': 4201,
  'cluster-b-ingress': 4202,
  postgres: 54_320,
  web: 3000,
}

/** The clusters are registered with their addresses, so theirs stay what they were when the sandbox was made. */
const Kept = z.object({
  'cluster-a': z.number().int(),
  'cluster-b': z.number().int(),
  // Published addresses name these ports.
  'cluster-a-ingress': z.number().int().optional(),
  'cluster-b-ingress': z.number().int().optional(),
})

/**
 * Chooses the ports of a sandbox: those that were asked for (a busy one is named and refused), the ones it must keep,
 * and for all others the usual ones or the next that is free.
 */
export async function choosePorts(
  dataFolder: string,
  wanted: Partial<SandboxPorts>,
  say: (line: string) => void,
): Promise<SandboxPorts> {
  const kept = await readKept(dataFolder)
  const taken = new Set<number>()
  const choose = async (name: PortName): Promise<number> => {
    const fixed = wanted[name] ?? kept?.[name as keyof typeof kept]
    if (fixed !== undefined && fixed !== 0) {
      if (!(await isFree(fixed)))
        throw new Error(
          `Port ${fixed} (${name}) is in use. End what listens there, or ${wanted[name] === undefined ? 'move the folder ' + dataFolder + ' away to start anew' : 'set another port'}.`,
        )
      taken.add(fixed)
      return fixed
    }
    const port = await freePortFrom(usual[name], taken)
    if (port !== usual[name]) say(`Port ${usual[name]} (${name}) is in use; taking ${port}.`)
    taken.add(port)
    return port
  }
  const ports: Partial<Record<PortName, number>> = {}
  for (const name of portNames) ports[name] = await choose(name)
  const chosen = z.record(z.enum(portNames), z.number()).parse(ports)
  await keep(dataFolder, chosen)
  return chosen
}

async function readKept(dataFolder: string): Promise<z.infer<typeof Kept> | null> {
  try {
    return Kept.parse(JSON.parse(await readFile(join(dataFolder, 'ports.json'), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Error(`read ${join(dataFolder, 'ports.json')}`, { cause: error })
  }
}

async function keep(dataFolder: string, ports: SandboxPorts): Promise<void> {
  const path = join(dataFolder, 'ports.json')
  await writeFile(`${path}.new`, JSON.stringify(Kept.parse(ports)))
  await rename(`${path}.new`, path)
}
