import { stringify } from 'yaml'
import type { ImageRegistryAccess } from '../access.ts'

export const project = 'kiosk'
export const deployment = 'live'
/** The registry of images as the project file calls it, and the secret with its password. */
export const pull = { registry: 'own', name: 'PULL' } as const

export type SampleOptions = {
  readonly cluster: string
  readonly image: string
  readonly registry: Pick<ImageRegistryAccess, 'host' | 'username'>
  /** Something outside of the cluster that listens, as `host:port`. */
  readonly outside: string
}

/** A sample project: what it reaches, by component, and its file. */
export type Sample = {
  readonly file: string
  /** How many services it uses, components it calls and places outside that it opens. */
  readonly reaches: Readonly<Record<string, number>>
}

const small = { cpu: '20m', memory: '64Mi' }

/** A project with one of each: every service that a workload can prove, a call, and a place outside. */
export function sampleOf({ cluster, image, registry, outside }: SampleOptions): Sample {
  const web = { uses: ['photos', 'signin', 'cart', { component: 'api' }], egress: [] }
  const api = { uses: ['orders'], egress: [outside] }
  const file = {
    apiVersion: 'operations-manager/v1',
    name: project,
    displayName: 'Kiosk',
    description: 'Sells ice cream, from an image that only an account may pull',
    members: [{ email: 'alice@example.org', role: 'owner' }],
    registries: { [pull.registry]: { url: registry.host, username: registry.username, secret: pull.name } },
    services: {
      orders: { type: 'postgresql' },
      photos: { type: 'object-storage' },
      signin: { type: 'single-sign-on' },
      cart: { type: 'redis', memory: '32Mi' },
    },
    components: {
      web: { image, port: 8080, publish: {}, health: { path: '/healthz' }, resources: small, ...web },
      api: { image, port: 8080, resources: small, ...api },
    },
    deployments: { [deployment]: { cluster } },
  }
  const countOf = ({ uses, egress }: typeof web | typeof api): number => uses.length + egress.length
  return { file: stringify(file), reaches: { web: countOf(web), api: countOf(api) } }
}
