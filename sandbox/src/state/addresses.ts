import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the parts of a running sandbox are; kept in a file so that the demo and a person's tools find it. */
export const Addresses = z.object({
  pid: z.number().int(),
  /** False while its parts are still being started. */
  isReady: z.boolean(),
  graphql: z.url(),
  issuer: z.url(),
  web: z.url().nullable(),
  repository: z.string(),
})
export type Addresses = z.infer<typeof Addresses>

const fileIn = (dataFolder: string): string => join(dataFolder, 'running.json')

export async function writeAddresses(dataFolder: string, addresses: Addresses): Promise<void> {
  const path = fileIn(dataFolder)
  await writeFile(`${path}.new`, `${JSON.stringify(addresses, null, 2)}\n`)
  await rename(`${path}.new`, path)
}

/** The addresses of the sandbox that runs over this folder, or `null` if none does. */
export async function readAddresses(dataFolder: string): Promise<Addresses | null> {
  try {
    const addresses = Addresses.parse(JSON.parse(await readFile(fileIn(dataFolder), 'utf8')))
    return isAlive(addresses.pid) ? addresses : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Error(`read ${fileIn(dataFolder)}`, { cause: error })
  }
}

export async function forgetAddresses(dataFolder: string): Promise<void> {
  await rm(fileIn(dataFolder), { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it means that it is there, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
