import { parseImage } from './image.ts'

// Well-known images of Docker Hub whose usual tags run as root. Their unprivileged siblings have other names.
const rootImages: ReadonlySet<string> = new Set([
  'alpine',
  'apache',
  'busybox',
  'caddy',
  'centos',
  'debian',
  'drupal',
  'eclipse-temurin',
  'fedora',
  'ghost',
  'golang',
  'haproxy',
  'httpd',
  'joomla',
  'mariadb',
  'memcached',
  'mongo',
  'mysql',
  'nextcloud',
  'nginx',
  'nginxdemos/hello',
  'node',
  'openjdk',
  'php',
  'postgres',
  'python',
  'rabbitmq',
  'redis',
  'registry',
  'ruby',
  'tomcat',
  'traefik',
  'ubuntu',
  'wordpress',
])

/** True if an image is known to run as root. Of most images nobody can know it by the name. */
export function runsAsRoot(image: string): boolean {
  const name = parseImage(image)?.name.replace(/^(docker\.io\/|index\.docker\.io\/)?(library\/)?/, '')
  return name !== undefined && rootImages.has(name)
}
