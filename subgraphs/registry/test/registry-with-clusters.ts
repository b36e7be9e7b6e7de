import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import { changeCluster, registerCluster } from '../src/store/clusters.ts'
import { writeAudited as write } from '../src/store/testing.ts'
import type { Config } from '../src/config.ts'
import { aRegistry, type TestRegistry } from './registry.ts'

/** What a cluster reports when it connects. */
export function aProfile(more: Partial<ClusterProfile> = {}): ClusterProfile {
  const offer = { limits: {}, choices: {} }
  return {
    contractVersion: 1,
    backendVersion: '0.1.0',
    sandbox: true,
    domain: 'a.example.org',
    scheme: 'https',
    services: {
      postgresql: offer,
      'object-storage': offer,
      'single-sign-on': offer,
      volume: offer,
      scratch: offer,
    },
    limits: { replicas: 10, cpu: '4', memory: '8Gi', volume: '10Gi' },
    forbiddenRanges: ['10.0.0.0/8'],
    egress: 'ports',
    retentionDays: 7,
    agePublicKey: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
    mail: false,
    organisationProvider: false,
    ...more,
  }
}

/** A registry with two clusters that were connected once and told what they offer. */
export async function aRegistryWithClusters(postgresUrl: string, more: Partial<Config> = {}): Promise<TestRegistry> {
  const registry = await aRegistry(postgresUrl, more)
  for (const name of ['cluster-a', 'cluster-b']) await connectCluster(registry, name)
  return registry
}

/** Registers a cluster and stores what it would have reported. */
export async function connectCluster(registry: TestRegistry, name: string): Promise<void> {
  await write(registry.database.db, async (tx) => {
    const typeName = `Cluster${name.slice(-1).toUpperCase()}Deployment`
    const nothing = { joinTokenHash: null, joinTokenExpiresAt: null, publicKey: null }
    await registerCluster(tx, { name, typeName, address: 'link:', projects: null, ...nothing })
    const profile = aProfile({ domain: `${name.slice(-1)}.example.org` })
    await changeCluster(tx, name, { state: 'CONNECTED', profile, contractVersion: 1, lastSeenAt: tx.now })
  })
}
