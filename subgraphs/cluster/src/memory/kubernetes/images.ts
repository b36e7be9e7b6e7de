import { createHash } from 'node:crypto'

/** How the sandbox treats an image; it asks no registry. */
export type ImageBehaviour = {
  /** Why it cannot be pulled, in the words of a container runtime; null: it can. */
  readonly pullFault: string | null
  readonly crashes: boolean
  readonly slow: boolean
  readonly root: boolean
  /** True if nothing is known about it: it counts as existing and non-root. */
  readonly assumed: boolean
}

/** Official images that start as root, by the last part of their name on Docker Hub's library. */
const rootImages = new Set([
  'nginx',
  'httpd',
  'apache',
  'caddy',
  'haproxy',
  'traefik',
  'php',
  'wordpress',
  'nextcloud',
  'ubuntu',
  'debian',
  'alpine',
  'busybox',
  'node',
  'python',
  'ruby',
  'golang',
  'openjdk',
  'mysql',
  'mariadb',
  'postgres',
  'redis',
  'mongo',
  'rabbitmq',
  'registry',
])

/** What the sandbox knows of an image by its reference alone. */
export function behaviourOf(image: string): ImageBehaviour {
  const { name, tag } = splitImage(image)
  const root = rootImages.has(libraryName(name) ?? '')
  const pullFault = pullFaultOf(image, tag)
  const behaviour = { crashes: tag === 'crash', slow: tag === 'slow', root }
  return { ...behaviour, pullFault, assumed: pullFault === null && !Object.values(behaviour).includes(true) }
}

// As containerd says it, read in the pods of a real node.
function pullFaultOf(image: string, tag: string | null): string | null {
  const failed = `failed to pull and unpack image "${image}"`
  const unresolved = `${failed}: failed to resolve reference "${image}"`
  const answered = (status: string): string =>
    `${unresolved}: pulling from host ${image.split('/')[0] ?? ''} failed with status code [manifests ${tag ?? ''}]: ${status}`
  switch (tag) {
    case 'missing':
      return `${unresolved}: ${image}: not found`
    case 'private':
      return answered('401 Unauthorized')
    case 'busy':
      return answered('429 Too Many Requests')
    case 'unreachable':
      return `${unresolved}: failed to do request: Head "https://${image.split('/')[0] ?? ''}/v2/": dial tcp 192.0.2.7:443: connect: connection refused`
    case 'foreign':
      return `${failed}: no match for platform in manifest: not found`
    default:
      return null
  }
}

/** The digest that the sandbox shows for an image: the one asked for, or one that only the reference decides. */
export function digestOf(image: string): string {
  const { digest } = splitImage(image)
  return digest ?? `sha256:${createHash('sha256').update(image).digest('hex')}`
}

/** Name, tag and digest of a reference; a port in the registry's address is no tag. */
export function splitImage(image: string): {
  readonly name: string
  readonly tag: string | null
  readonly digest: string | null
} {
  const [reference = '', digest = null] = image.split('@')
  const match = /^(.*?)(?::([^:/]+))?$/.exec(reference)
  return { name: match?.[1] ?? reference, tag: match?.[2] ?? null, digest }
}

function libraryName(name: string): string | null {
  const parts = name.split('/')
  const [first, second, third] = parts
  if (parts.length === 1) return first ?? null
  if (parts.length === 2 && first === 'library') return second ?? null
  const hub = first === 'docker.io' || first === 'index.docker.io'
  return hub && second === 'library' && parts.length === 3 ? (third ?? null) : null
}

/** What people should know about an image in the sandbox: that nobody looked whether it exists. */
export function assumedImageNotice(image: string): string | null {
  if (!behaviourOf(image).assumed) return null
  return `The sandbox asks no image registry: ${image} counts as existing and as not running as root.`
}
