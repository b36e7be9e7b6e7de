import { testApplicationImage } from '@operations-manager/testbed/images/images.ts'
import { stringify } from 'yaml'
import { cluster } from './system.ts'

/** The services of an environment, by what they are. */
export const services = { database: 'orders', bucket: 'uploads', signIn: 'signin' } as const

/** A project whose one deployment is a whole environment: database, bucket, realm and client, and a published pod. */
export function environmentFile(name: string): string {
  return fileOf(name, ['live'], { publish: {} })
}

/** The same in many deployments without an address, since nobody answers where pods are only pretended. */
export function unpublishedFile(name: string, deployments: readonly string[]): string {
  return fileOf(name, deployments, {})
}

function fileOf(name: string, deployments: readonly string[], web: Readonly<Record<string, unknown>>): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    name,
    displayName: `Bench ${name}`,
    members: [{ email: 'alice@example.org', role: 'owner' }],
    services: {
      [services.database]: { type: 'postgresql' },
      [services.bucket]: { type: 'object-storage' },
      [services.signIn]: { type: 'single-sign-on' },
    },
    components: {
      web: {
        image: testApplicationImage('1'),
        port: 8080,
        uses: Object.values(services),
        health: { path: '/healthz' },
        resources: { memory: '64Mi' },
        ...web,
      },
    },
    deployments: Object.fromEntries(deployments.map((deployment) => [deployment, { cluster }])),
  })
}
