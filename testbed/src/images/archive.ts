import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'

/** An image that is one statically linked program. */
export type Image = {
  /** With registry and tag. */
  readonly name: string
  /** Path of the program on this machine; several images may share one. */
  readonly program: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Further paths in the image at which the program stands, for those who start it by another name. */
  readonly alsoAt?: readonly string[]
  /** User and group, by number. */
  readonly user: string
}

type File = { readonly name: string; readonly content: Buffer; readonly mode?: number }
type Link = { readonly name: string; readonly linkTo: string }

const programInImage = '/application'
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** Writes images as one archive, in the form that `docker save` has and container runtimes import. */
export async function writeImageArchive(path: string, images: readonly Image[]): Promise<void> {
  const layers = new Map<string, { name: string; digest: string; content: Buffer }>()
  for (const image of images) if (!layers.has(layerKey(image))) layers.set(layerKey(image), await layerOf(image))
  const made = images.map((image) => imageOf(image, layers.get(layerKey(image))?.digest ?? ''))
  const manifest = made.map(({ image, config }) => ({
    Config: config.name,
    RepoTags: [image.name],
    Layers: [layers.get(layerKey(image))?.name],
  }))
  const files = [
    ...layers.values(),
    ...made.map(({ config }) => config),
    { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) },
  ]
  await writeTar(path, unique(files))
}

/** Images with the same program at the same places share a layer. */
function layerKey({ program, alsoAt = [] }: Image): string {
  return JSON.stringify([program, ...alsoAt])
}

async function layerOf({ program, alsoAt = [] }: Image) {
  const content = await buffer(
    tarOf([
      { name: programInImage.slice(1), content: await readFile(program), mode: 0o755 },
      ...alsoAt.map((path) => ({ name: path.slice(1), linkTo: programInImage })),
    ]),
  )
  const digest = digestOf(content)
  return { name: `${digest}/layer.tar`, digest, content }
}

function imageOf(image: Image, layerDigest: string) {
  const content = Buffer.from(
    JSON.stringify({
      architecture: architectures[process.arch] ?? process.arch,
      os: 'linux',
      config: {
        Entrypoint: [programInImage],
        Cmd: image.args ?? [],
        Env: envOf(image),
        User: image.user,
        WorkingDir: '/',
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layerDigest}`] },
    }),
  )
  return { image, config: { name: `${digestOf(content)}.json`, content } }
}

function envOf({ env = {} }: Image): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}

// Images that differ in nothing but their name share a configuration.
function unique(files: readonly File[]): File[] {
  return Array.from(new Map(files.map((file) => [file.name, file])).values())
}

function tarOf(files: readonly (File | Link)[]): Pack {
  const tar = pack()
  // The same bytes give the same archive, whenever it is made.
  for (const file of files) {
    const mtime = new Date(0)
    if ('linkTo' in file) tar.entry({ name: file.name, type: 'symlink', linkname: file.linkTo, mtime })
    else tar.entry({ name: file.name, mode: file.mode ?? 0o644, mtime }, file.content)
  }
  tar.finalize()
  return tar
}

async function writeTar(path: string, files: readonly File[]): Promise<void> {
  const half = `${path}.half`
  await pipeline(tarOf(files), createWriteStream(half))
  await rename(half, path)
}

function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
