import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImageRegistryAccess } from '../access.ts'
import { writeImageArchive, type ArchivedImage } from '../images/archive.ts'
import { runProgram } from '../run/run-program.ts'

/** An image in a registry: by its tag, and by the digest that it has there. */
export type Published = { readonly reference: string; readonly digest: string }

/** Brings an image into the testbed's registry under a name (`shop/api:1`). */
export async function publishImage(
  registry: ImageRegistryAccess,
  image: ArchivedImage,
  name: string,
): Promise<Published> {
  return await withAccount(registry, async (folder, crane) => {
    const archive = join(folder, 'image.tar')
    await writeImageArchive(archive, [image])
    const reference = `${registry.host}/${name}`
    return { reference, digest: digestIn(await crane('push', '--insecure', archive, reference)) }
  })
}

/** Makes an index with one image that was published, as builders do that make an image for several platforms. */
export async function publishIndex(
  registry: ImageRegistryAccess,
  { reference: image }: Published,
  name: string,
): Promise<Published> {
  return await withAccount(registry, async (_folder, crane) => {
    const reference = `${registry.host}/${name}`
    return { reference, digest: digestIn(await crane('index', 'append', '--insecure', '-m', image, '-t', reference)) }
  })
}

type Crane = (...args: string[]) => Promise<string>

// The account travels in a file that only its owner reads.
async function withAccount<Result>(
  { host, username, password, crane }: ImageRegistryAccess,
  work: (folder: string, crane: Crane) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'om-publish-'))
  try {
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }), { mode: 0o600 })
    return await work(folder, (...args) => runProgram(crane, args, { env: { DOCKER_CONFIG: folder } }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function digestIn(said: string): string {
  const digest = /sha256:[0-9a-f]{64}/.exec(said)?.[0]
  if (digest === undefined) throw new Error(`crane did not say which digest it made: ${said}`)
  return digest
}
