import { stringify } from 'yaml'

export type ParkFile = {
  readonly name: string
  /** Deployment → cluster. */
  readonly deployments: Readonly<Record<string, string>>
  readonly image: string
  /** What component `web` says beside or instead of the usual. */
  readonly web?: Readonly<Record<string, unknown>>
  readonly components?: Readonly<Record<string, unknown>>
}

/**
 * A project whose component `web` uses every kind of service and calls `api`, both of them the test application: what
 * they report is what a team's own application would see.
 */
export function parkFile({ name, deployments, image, web = {}, components = {} }: ParkFile): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    name,
    displayName: `Parks (${name})`,
    members: [{ email: 'alice@example.org', role: 'owner' }],
    services: {
      visits: { type: 'postgresql' },
      photos: { type: 'object-storage', versioning: true },
      signin: { type: 'single-sign-on' },
      maps: { type: 'volume', size: '64Mi' },
    },
    components: {
      web: {
        image,
        port: 8080,
        publish: {},
        uses: ['visits', 'photos', 'signin', { component: 'api' }],
        mounts: { maps: '/data' },
        health: { path: '/healthz' },
        resources: small,
        ...web,
      },
      api: { image, port: 8080, resources: small },
      ...components,
    },
    deployments: Object.fromEntries(
      Object.entries(deployments).map(([deployment, cluster]) => [deployment, { cluster }]),
    ),
  })
}

/** So many pods fit on one small node. */
export const small = { cpu: '20m', memory: '64Mi' }

/** A project of one published component, `more` stands beside or instead of the rest of the file. */
export function signFile(
  name: string,
  cluster: string,
  image: string,
  web: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    name,
    displayName: `Signs (${name})`,
    members: [{ email: 'alice@example.org', role: 'owner' }],
    components: {
      web: { image, port: 8080, publish: {}, health: { path: '/healthz' }, resources: small, ...web },
    },
    deployments: { live: { cluster } },
    ...more,
  })
}

/** One of many projects that are set up at once: a published component with a database and a bucket. */
export function havenFile(name: string, cluster: string, image: string): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    name,
    displayName: `Havens (${name})`,
    members: [{ email: 'alice@example.org', role: 'owner' }],
    services: { visits: { type: 'postgresql' }, photos: { type: 'object-storage' } },
    components: {
      web: {
        image,
        port: 8080,
        publish: {},
        uses: ['visits', 'photos'],
        health: { path: '/healthz' },
        resources: small,
      },
    },
    deployments: { live: { cluster } },
  })
}
