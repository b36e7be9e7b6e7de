import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packedLayer, packLayer } from './layer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-layer-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function packed(name: string, changedAt: Date): Promise<string> {
  const root = join(folder, name, 'root')
  await mkdir(join(root, 'usr/bin'), { recursive: true })
  await writeFile(join(root, 'usr/bin/program'), 'the program', { mode: 0o755 })
  await writeFile(join(root, 'notes'), 'some words', { mode: 0o600 })
  await symlink('usr/bin', join(root, 'bin'))
  await utimes(join(root, 'notes'), changedAt, changedAt)
  await packLayer(root, join(folder, name))
  return join(folder, name)
}

test('a folder becomes a layer that everybody may read, nobody but root may change, and that names its content', async () => {
  const made = await packed('one', new Date(0))
  const layer = await packedLayer(made)
  const tar = gunzipSync(await readFile(join(made, 'layer.tar.gz')))
  expect(layer.diffId).toBe(createHash('sha256').update(tar).digest('hex'))
  const headers: unknown[] = []
  const reader = extract()
  reader.end(tar)
  for await (const entry of reader) {
    const { name, type, mode, uid, linkname } = entry.header
    headers.push([name, type, mode, uid, linkname])
    entry.resume()
  }
  expect(headers).toEqual([
    ['bin', 'symlink', 0o644, 0, 'usr/bin'],
    ['notes', 'file', 0o644, 0, null],
    ['usr', 'directory', 0o755, 0, null],
    ['usr/bin', 'directory', 0o755, 0, null],
    ['usr/bin/program', 'file', 0o755, 0, null],
  ])
})

test('the same files give the same layer, whenever they were written', async () => {
  const [early, late] = [await packed('early', new Date(1_000)), await packed('late', new Date(2_000_000))]
  expect(await readFile(join(early, 'layer.tar.gz'))).toEqual(await readFile(join(late, 'layer.tar.gz')))
})
