import { mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { copyDebianFiles, librariesOf } from '@operations-manager/images/debian-files.ts'
import { cached, type Cache } from '../build/cache.ts'
import type { ArchivedImage } from './archive.ts'
import { packedLayer, packLayer } from './layer.ts'
import { stateOf } from './own-images.ts'

/** A server and its client as Debian has them; any image with both would do. */
export const redisImage = {
  name: 'docker.io/operations-manager/redis:7',
  server: '/usr/bin/redis-server',
  client: '/usr/bin/redis-cli',
  user: 65532,
} as const

/** Makes the image of a Redis out of Debian's programs and the libraries that they need. */
export async function makeRedisImage(cache: Cache): Promise<ArchivedImage> {
  const { name, server, client, user } = redisImage
  const programs = [server, client]
  const libraries = (await Promise.all(programs.map(librariesOf))).flat()
  const folder = await cached(cache, {
    part: 'image-redis',
    version: '1',
    ingredients: await stateOf([...programs, ...libraries]),
    saying: 'packing the Redis of Debian, for an image (a second)',
    build: async (goal) => {
      const root = join(goal, 'root')
      for (const place of ['usr/lib64', 'usr/lib', 'usr/bin']) await mkdir(join(root, place), { recursive: true })
      for (const place of ['lib', 'lib64', 'bin']) await symlink(`usr/${place}`, join(root, place))
      await copyDebianFiles(root, { programs, plain: programs })
      await packLayer(root, goal)
      await rm(root, { recursive: true })
    },
  })
  const config = { Entrypoint: [server], User: `${user}:${user}`, WorkingDir: '/' }
  return { name, layers: [await packedLayer(folder)], config }
}
