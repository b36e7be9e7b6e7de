import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { librariesOf } from '@operations-manager/images/debian-files.ts'
import { nodeProgram, writeBase } from '@operations-manager/images/base.ts'
import { imageNames, programImages, type ImageName } from '@operations-manager/images/programs.ts'
import { repository } from '@operations-manager/images/root.ts'
import { appFolder, runSettingsOf, type RunSettings } from '@operations-manager/images/run-settings.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { cached, type Cache } from '../build/cache.ts'
import type { Ingredients } from '../build/cache-key.ts'
import type { ArchivedImage } from './archive.ts'
import { ownImage, previousBackendImage } from './images.ts'
import { packedLayer, packLayer } from './layer.ts'

/** Makes the images of our own programs that are not made yet of exactly these sources; no container engine is needed. */
export async function makeOwnImages(cache: Cache): Promise<ArchivedImage[]> {
  const base = await baseLayer(cache)
  const images: ArchivedImage[] = []
  for (const name of imageNames) {
    const layers = [base, await programLayer(cache, name)]
    const image = { layers, config: configOf(runSettingsOf(programImages[name])) }
    images.push({ name: ownImage(name), ...image })
    if (name === 'cluster-backend') images.push({ name: previousBackendImage, ...image })
  }
  return images
}

/** What a node pulls that has nothing of an image yet, but for its configuration. */
export function compressedBytes({ layers }: ArchivedImage): number {
  return layers.reduce((sum, { content }) => sum + (Buffer.isBuffer(content) ? content.length : content.size), 0)
}

async function baseLayer(cache: Cache) {
  const libraries = await librariesOf(nodeProgram)
  const folder = await cached(cache, {
    part: 'image-base',
    version: process.versions.node,
    ingredients: { ...(await sourcesOf(baseSources)), ...(await stateOf([nodeProgram, ...libraries])) },
    saying: 'packing Node and what it needs of Debian, for images (some 10 s the first time)',
    build: (goal) => inRoot(goal, writeBase),
  })
  return await packedLayer(folder)
}

async function programLayer(cache: Cache, name: ImageName) {
  const folder = await cached(cache, {
    part: `image-${name}`,
    version: manifest.version,
    ingredients: await sourcesOf([...makers, 'package-lock.json', 'schema', 'runtime', ...programImages[name].sources]),
    saying: `bundling the program of the image "${name}" (some seconds)`,
    build: (goal) =>
      inRoot(goal, async (root) => {
        // Only here, for the bundler takes memory that a testbed whose images are made can do without.
        const { bundle } = await import('@operations-manager/images/bundle.ts')
        await bundle(programImages[name], join(root, appFolder))
      }),
  })
  return await packedLayer(folder)
}

async function inRoot(goal: string, fill: (root: string) => Promise<void>): Promise<void> {
  const root = join(goal, 'root')
  await mkdir(root)
  await fill(root)
  await packLayer(root, goal)
  await rm(root, { recursive: true })
}

const makers = ['deploy/images/src', 'testbed/src/images/layer.ts']
const baseSources = [
  ...['base', 'debian-files', 'run-settings'].map((name) => `deploy/images/src/${name}.ts`),
  'testbed/src/images/layer.ts',
]

/** Files of the system are told apart by size and time: reading all of Node at each start would take longer than all else. */
export async function stateOf(paths: readonly string[]): Promise<Ingredients> {
  const states = paths.map(async (path) => {
    const { size, mtimeMs } = await stat(path)
    return [path, `${size} ${mtimeMs}`] as const
  })
  return Object.fromEntries(await Promise.all(states))
}

const ignored = new Set(['node_modules', '.next', '.turbo', '.data'])

/** Files of the repository, and those in its folders, as ingredients. */
async function sourcesOf(places: readonly string[]): Promise<Ingredients> {
  const found = await Promise.all(places.map((place) => filesBelow(join(repository, place))))
  const contents = found.flat().map(async (file) => [relative(repository, file), await readFile(file, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(contents))
}

async function filesBelow(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path]
  const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !ignored.has(name))
  const found = entries.map((entry) => {
    const inside = join(path, entry.name)
    return entry.isDirectory() ? filesBelow(inside) : Promise.resolve([inside])
  })
  return (await Promise.all(found)).flat()
}

const nanoseconds = 1_000_000_000

function configOf({ entrypoint, user, env, workingDir, port, healthcheck, stopSignal, labels }: RunSettings) {
  return {
    Entrypoint: entrypoint,
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    User: user,
    WorkingDir: workingDir,
    ExposedPorts: { [`${port}/tcp`]: {} },
    Healthcheck: {
      Test: ['CMD', ...healthcheck.command],
      Interval: healthcheck.intervalSeconds * nanoseconds,
      Timeout: healthcheck.timeoutSeconds * nanoseconds,
    },
    StopSignal: stopSignal,
    Labels: labels,
  }
}
