import type { ImageName } from '@operations-manager/images/programs.ts'
import manifest from '../../../package.json' with { type: 'json' }
import type { StaticImage } from './static-image.ts'

const registry = 'docker.io/operations-manager'

/** The account that programs in images run as: not root, which the strictest level of Kubernetes asks for. */
const nobody = '65532:65532'

/** What holds a pod's namespaces open. */
export const pauseImage = `${registry}/pause:1`
export const nameServerImage = `${registry}/coredns:1`

/** The tags of the test application: two versions that work, and one that ends at once. */
export const testApplicationVersions = ['1', '2', 'crash'] as const
export type TestApplicationVersion = (typeof testApplicationVersions)[number]

/** The image of a version of the test application, which every node of a testbed has. */
export function testApplicationImage(version: TestApplicationVersion): string {
  return `${registry}/test-application:${version}`
}

/** The image of one of our own programs, which every node of a testbed has. */
export function ownImage(name: ImageName): string {
  return `${registry}/${name}:${manifest.version}`
}

/** The same image of the cluster backend under the tag of a version before, to upgrade from. */
export const previousVersion = '0.0.1'
export const previousBackendImage = `${registry}/cluster-backend:${previousVersion}`

/** What the sample project of `npm run demo` names: the test application again, as its components start it. */
const sampleImages = [
  { name: 'ghcr.io/example/webshop-web:1.4.0' },
  ...['1.4.0', '1.4.1'].map((version) => ({
    name: `ghcr.io/example/webshop-api:${version}`,
    env: { PORT: '3000' },
    alsoAt: ['/usr/local/bin/node'],
  })),
]

/** The images of single programs that a node has from the start. */
export function staticImagesOf(programs: {
  readonly pause: string
  readonly nameServer: string
  readonly testApplication: string
}): StaticImage[] {
  return [
    { name: pauseImage, program: programs.pause, user: nobody },
    // Port 53 is for root; its pod takes every other right away.
    { name: nameServerImage, program: programs.nameServer, user: '0:0' },
    ...testApplicationVersions.map((version) => ({
      name: testApplicationImage(version),
      program: programs.testApplication,
      args: [version],
      user: nobody,
    })),
    ...sampleImages.map((image) => ({ ...image, program: programs.testApplication, args: ['1'], user: nobody })),
  ]
}
