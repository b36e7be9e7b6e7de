import { createHash } from 'node:crypto'

/** How the sandbox treats an image; it asks no registry. */
export type ImageBehaviour = {
  readonly missing: boolean
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
  const behaviour = { missing: tag === 'missing', crashes: tag === 'crash', slow: tag === 'slow', root }
  return { ...behaviour, assumed: !Object.values(behaviour).includes(true) }
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
