import { readFile } from 'node:fs/promises'
import type { ArchivedImage } from './archive.ts'
import { layerOf, type Layer } from './layer.ts'

/** An image that is one statically linked program. */
export type StaticImage = {
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

const programInImage = '/application'

/** These images with their layers. Those with the same program at the same places share one. */
export async function readStaticImages(images: readonly StaticImage[]): Promise<ArchivedImage[]> {
  const layers = new Map<string, Promise<Layer>>()
  const sharedLayer = (image: StaticImage): Promise<Layer> => {
    const key = JSON.stringify([image.program, ...(image.alsoAt ?? [])])
    const layer = layers.get(key) ?? layerFor(image)
    layers.set(key, layer)
    return layer
  }
  return await Promise.all(
    images.map(async (image) => ({ name: image.name, layers: [await sharedLayer(image)], config: configOf(image) })),
  )
}

async function layerFor({ program, alsoAt = [] }: StaticImage): Promise<Layer> {
  return await layerOf([
    { name: programInImage.slice(1), content: await readFile(program), mode: 0o755 },
    ...alsoAt.map((path) => ({ name: path.slice(1), linkTo: programInImage })),
  ])
}

function configOf({ args = [], env = {}, user }: StaticImage) {
  return {
    Entrypoint: [programInImage],
    Cmd: args,
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    User: user,
    WorkingDir: '/',
  }
}
