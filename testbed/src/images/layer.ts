import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack, type Pack } from 'tar-stream'
import { z } from 'zod'

/** One layer of an image: its tar archive as it is, or packed in a file. */
export type Layer = {
  /** What names it in an image: the hash of the archive before it was packed. */
  readonly diffId: string
  readonly content: Buffer | { readonly file: string; readonly size: number }
}

type File = { readonly name: string; readonly content: Buffer; readonly mode: number }
type Link = { readonly name: string; readonly linkTo: string }

/** A layer of single files, made in memory. */
export async function layerOf(entries: readonly (File | Link)[]): Promise<Layer> {
  const tar = pack()
  for (const entry of entries) await addEntry(tar, entry)
  tar.finalize()
  const content = await buffer(tar)
  return { diffId: createHash('sha256').update(content).digest('hex'), content }
}

const described = 'layer.json'
const packed = 'layer.tar.gz'

/** Packs what is in a folder as a layer of an owner's, into another folder. The same files give the same bytes, whenever it is made. */
export async function packLayer(root: string, goal: string, owner = 0): Promise<void> {
  const tar = pack()
  const hash = createHash('sha256')
  const seen = new PassThrough().on('data', (part: Buffer) => hash.update(part))
  const packing = pipeline(tar, seen, createGzip(), createWriteStream(join(goal, packed)))
  const filling = addFolder(tar, { root, path: '', owner }).then(
    () => tar.finalize(),
    (error: Error) => tar.destroy(error),
  )
  await Promise.all([packing, filling])
  await writeFile(join(goal, described), JSON.stringify({ diffId: hash.digest('hex') }))
}

/** The layer that was packed into a folder. */
export async function packedLayer(folder: string): Promise<Layer> {
  const { diffId } = z.object({ diffId: z.string() }).parse(JSON.parse(await readFile(join(folder, described), 'utf8')))
  const file = join(folder, packed)
  return { diffId, content: { file, size: (await stat(file)).size } }
}

async function addFolder(tar: Pack, place: { root: string; path: string; owner: number }): Promise<void> {
  const { root, path, owner } = place
  for (const name of (await readdir(join(root, path))).toSorted()) {
    const inside = path === '' ? name : `${path}/${name}`
    const found = await lstat(join(root, inside))
    if (found.isSymbolicLink()) {
      await addEntry(tar, { name: inside, linkTo: await readlink(join(root, inside)) })
    } else if (found.isDirectory()) {
      tar.entry({ name: inside, type: 'directory', mode: 0o755, uid: owner, gid: owner, mtime: new Date(0) })
      await addFolder(tar, { root, path: inside, owner })
    } else {
      const mode = (found.mode & 0o100) === 0 ? 0o644 : 0o755
      const entry = tar.entry({ name: inside, mode, uid: owner, gid: owner, size: found.size, mtime: new Date(0) })
      await pipeline(createReadStream(join(root, inside)), entry)
    }
  }
}

async function addEntry(tar: Pack, entry: File | Link): Promise<void> {
  const mtime = new Date(0)
  if ('linkTo' in entry) tar.entry({ name: entry.name, type: 'symlink', linkname: entry.linkTo, mtime })
  else tar.entry({ name: entry.name, mode: entry.mode, mtime }, entry.content)
}
