import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'
import type { Layer } from './layer.ts'

/** An image, ready to be written. */
export type ArchivedImage = {
  /** With registry and tag. */
  readonly name: string
  readonly layers: readonly Layer[]
  /** How a container of it is run, in the words of image configurations (`Entrypoint`, `Env`, `User`, …). */
  readonly config: Readonly<Record<string, unknown>>
  /** What processors it is for; those of this machine by default. */
  readonly architecture?: string
}

type File = { readonly name: string; readonly content: Layer['content'] }

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** Writes images as one archive, in the form that `docker save` has and container runtimes import. */
export async function writeImageArchive(path: string, images: readonly ArchivedImage[]): Promise<void> {
  const made = images.map((image) => ({ image, config: configFile(image) }))
  const manifest = made.map(({ image, config }) => ({
    Config: config.name,
    RepoTags: [image.name],
    Layers: image.layers.map(layerName),
  }))
  const files = [
    ...images.flatMap(({ layers }) => layers.map((layer) => ({ name: layerName(layer), content: layer.content }))),
    ...made.map(({ config }) => config),
    { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) },
  ]
  await writeTar(path, unique(files))
}

function layerName({ diffId }: Layer): string {
  return `${diffId}/layer.tar`
}

function configFile({ layers, config, architecture }: ArchivedImage): { name: string; content: Buffer } {
  const content = Buffer.from(
    JSON.stringify({
      architecture: architecture ?? architectures[process.arch] ?? process.arch,
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => `sha256:${diffId}`) },
    }),
  )
  return { name: `${createHash('sha256').update(content).digest('hex')}.json`, content }
}

// Images may share layers, and those that differ in nothing but their name share a configuration.
function unique(files: readonly File[]): File[] {
  return Array.from(new Map(files.map((file) => [file.name, file])).values())
}

async function writeTar(path: string, files: readonly File[]): Promise<void> {
  const half = `${path}.half`
  const tar = pack()
  const filling = async (): Promise<void> => {
    for (const file of files) await addFile(tar, file)
    tar.finalize()
  }
  await Promise.all([pipeline(tar, createWriteStream(half)), filling()])
  await rename(half, path)
}

// The same bytes give the same archive, whenever it is made.
async function addFile(tar: Pack, { name, content }: File): Promise<void> {
  const header = { name, mode: 0o644, mtime: new Date(0) }
  if (Buffer.isBuffer(content)) tar.entry(header, content)
  else await pipeline(createReadStream(content.file), tar.entry({ ...header, size: content.size }))
}
