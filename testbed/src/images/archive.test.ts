import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extract } from 'tar-stream'
import { writeImageArchive } from './archive.ts'
import { readStaticImages } from './static-image.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-archive-'))
  await writeFile(join(folder, 'program'), 'the program')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function filesIn(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for await (const entry of createReadStream(path).pipe(extract())) files.set(entry.header.name, await buffer(entry))
  return files
}

const images = (program: string) => [
  { name: 'docker.io/test/app:1', program, args: ['1'], user: '65532:65532' },
  { name: 'docker.io/test/app:2', program, args: ['2'], user: '65532:65532' },
]

test('images of one program share its layer, and each names what it runs and as whom', async () => {
  const path = join(folder, 'images.tar')
  await writeImageArchive(path, await readStaticImages(images(join(folder, 'program'))))
  const files = await filesIn(path)
  const manifest = JSON.parse(String(files.get('manifest.json')))
  expect(manifest.map(({ RepoTags }: { RepoTags: string[] }) => RepoTags)).toEqual([
    ['docker.io/test/app:1'],
    ['docker.io/test/app:2'],
  ])
  expect(manifest[0].Layers).toEqual(manifest[1].Layers)
  const config = JSON.parse(String(files.get(manifest[1].Config)))
  expect(config.config).toEqual({
    Entrypoint: ['/application'],
    Cmd: ['2'],
    Env: [],
    User: '65532:65532',
    WorkingDir: '/',
  })
  const layer = files.get(manifest[1].Layers[0])!
  expect(config.rootfs.diff_ids).toEqual([`sha256:${createHash('sha256').update(layer).digest('hex')}`])
})

test('an image that starts its program by another name has it there too, with its variables', async () => {
  const path = join(folder, 'named.tar')
  const image = { name: 'docker.io/test/app:3', program: join(folder, 'program'), user: '65532:65532' }
  const named = [{ ...image, env: { PORT: '3000' }, alsoAt: ['/usr/local/bin/node'] }]
  await writeImageArchive(path, await readStaticImages(named))
  const files = await filesIn(path)
  const [manifest] = JSON.parse(String(files.get('manifest.json')))
  expect(JSON.parse(String(files.get(manifest.Config))).config.Env).toEqual(['PORT=3000'])
  const links = new Map<string, string | null | undefined>()
  const layer = extract()
  layer.end(files.get(manifest.Layers[0]))
  for await (const entry of layer) {
    links.set(entry.header.name, entry.header.linkname)
    entry.resume()
  }
  expect(links.get('usr/local/bin/node')).toBe('/application')
})

test('the same programs give the same bytes, whenever the archive is made', async () => {
  const [one, two] = [join(folder, 'one.tar'), join(folder, 'two.tar')]
  await writeImageArchive(one, await readStaticImages(images(join(folder, 'program'))))
  await writeImageArchive(two, await readStaticImages(images(join(folder, 'program'))))
  expect(await readFile(one)).toEqual(await readFile(two))
})
