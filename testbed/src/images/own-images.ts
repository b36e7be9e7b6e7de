import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { librariesOf } from '@operations-manager/images/debian-files.ts'
import { layersOf, type LayerPlan } from '@operations-manager/images/layers.ts'
import { programImages, type ImageName } from '@operations-manager/images/programs.ts'
import { runSettingsOf, type RunSettings } from '@operations-manager/images/run-settings.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { cached, type Cache } from '../build/cache.ts'
import type { Ingredients } from '../build/cache-key.ts'
import type { ArchivedImage } from './archive.ts'
import { ownImage, previousBackendImage } from './images.ts'
import { packedLayer, packLayer, type Layer } from './layer.ts'
import { programSources, sourcesOf } from './sources.ts'

/** Makes the image of one of our programs if it is not made yet of exactly these sources; no container engine is needed. */
export async function makeOwnImage(cache: Cache, name: ImageName): Promise<ArchivedImage> {
  const image = programImages[name]
  const layers: Layer[] = []
  for (const plan of layersOf(image)) layers.push(await makeLayer(cache, name, plan))
  return { name: ownImage(name), layers, config: configOf(runSettingsOf(image)) }
}

/** The images of our own that a node has from the start. */
export async function makeNodeImages(cache: Cache): Promise<ArchivedImage[]> {
  const backend = await makeOwnImage(cache, 'cluster-backend')
  return [backend, { ...backend, name: previousBackendImage }]
}

/** What a node pulls that has nothing of an image yet, but for its configuration. */
export function compressedBytes({ layers }: ArchivedImage): number {
  return layers.reduce((sum, { content }) => sum + (Buffer.isBuffer(content) ? content.length : content.size), 0)
}

async function makeLayer(cache: Cache, name: ImageName, plan: LayerPlan): Promise<Layer> {
  const folder = await cached(cache, {
    part: plan.isShared ? `image-${plan.name}` : `image-${name}-${plan.name}`,
    version: plan.name === 'base' ? process.versions.node : manifest.version,
    ingredients: await ingredientsOf(name, plan),
    saying: `making the layer "${plan.name}" of the image "${name}" (${firstTime(name, plan)})`,
    build: async (goal) => {
      const root = join(goal, 'root')
      await mkdir(root)
      await plan.fill(root)
      await packLayer(root, goal, plan.owner)
      await rm(root, { recursive: true })
    },
  })
  return await packedLayer(folder)
}

function firstTime(name: ImageName, plan: LayerPlan): string {
  return name === 'web' && plan.name === 'program'
    ? 'up to a minute where the application is not built'
    : 'some seconds'
}

const makersOfDebian = ['base', 'debian-files', 'layers', 'run-settings'].map((file) => `deploy/images/src/${file}.ts`)

async function ingredientsOf(name: ImageName, { name: layer, copies }: LayerPlan): Promise<Ingredients> {
  if (layer === 'program') {
    return { ...(await programSources(name)), ...(await sourcesOf(['testbed/src/images/layer.ts'])) }
  }
  const libraries = await Promise.all(copies.map(librariesOf))
  const sources = await sourcesOf([...makersOfDebian, 'testbed/src/images/layer.ts'])
  return { ...sources, ...(await stateOf([...copies, ...libraries.flat()])) }
}

/** Files of the system are told apart by size and time: reading all of Node at each start would take longer than all else. */
export async function stateOf(paths: readonly string[]): Promise<Ingredients> {
  const states = paths.map(async (path) => {
    const { size, mtimeMs } = await stat(path)
    return [path, `${size} ${mtimeMs}`] as const
  })
  return Object.fromEntries(await Promise.all(states))
}

const nanoseconds = 1_000_000_000

function configOf(settings: RunSettings) {
  const { entrypoint, user, env, workingDir, port, healthcheck, stopSignal, volumes, labels } = settings
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
    ...(volumes.length > 0 && { Volumes: Object.fromEntries(volumes.map((path) => [path, {}])) }),
    Labels: labels,
  }
}
