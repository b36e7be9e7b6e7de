import type { ImageRegistryAccess } from '../access.ts'
import { testApplicationImage } from '../images/images.ts'
import { readStaticImages, type StaticImage } from '../images/static-image.ts'
import { publishImage, type Published } from './publish.ts'

/**
 * The test application as an image that no node has: the kubelet would take one of its own as well for one that needs a
 * password.
 */
export function privateApplication(program: string): StaticImage {
  return {
    name: testApplicationImage('1'),
    program,
    args: ['1'],
    user: '65532:65532',
    env: { PUBLISHED: 'with a password' },
  }
}

/** Brings that image into a registry that gives it out to an account only. */
export async function publishApplication(
  registry: ImageRegistryAccess,
  program: string,
  name: string,
): Promise<Published> {
  const [image] = await readStaticImages([privateApplication(program)])
  if (image === undefined) throw new Error('the image was not made')
  return await publishImage(registry, image, name)
}
