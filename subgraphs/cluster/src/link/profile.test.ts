import { expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { readClusterConfig } from '../config.ts'
import { openMemoryKubernetes } from '../memory/kubernetes/open.ts'
import { memoryDocuments } from '../memory/persistence.ts'
import { systemClock } from '../reconcile/clock.ts'
import { units } from '../services/units.ts'
import { openClusterKeys } from './cluster-keys.ts'
import { offersOf, profileOf } from './profile.ts'

const least = {
  CLUSTER_NAME: 'cluster-a',
  INSTALLATION_ID: 'here',
  LINK_URL: 'wss://registry.example/link',
  CALLER_PUBLIC_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x' }),
  DOMAIN: 'a.example',
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
}
const log = createLog('test', 'silent')
const keys = { backendVersion: '1', agePublicKey: 'age1x' }

test('a service type without its backend is not offered; those that need none always are', () => {
  const offered = Object.keys(offersOf(readClusterConfig(least), catalogue, units))
  expect(offered).toEqual(expect.arrayContaining(['scratch', 'volume']))
  for (const type of ['postgresql', 'object-storage', 'single-sign-on']) expect(offered).not.toContain(type)
})

test('limits and choices of the configuration are offered, and no type that the catalogue lacks', () => {
  const config = readClusterConfig({
    ...least,
    POSTGRESQL_URL: 'postgres://secret',
    POSTGRESQL_EXTENSIONS: 'pgcrypto, vector',
    STORAGE_CLASSES: 'fast,shared',
    SHARED_STORAGE_CLASSES: 'shared',
    MAXIMUM_VOLUME: '10Gi',
    SERVICE_OFFERS: JSON.stringify({ scratch: null, telepathy: { limits: { range: 1 } } }),
  })
  const offers = offersOf(config, catalogue, units)
  expect(Object.keys(offers)).not.toContain('scratch')
  expect(Object.keys(offers)).not.toContain('telepathy')
  expect(offers).toMatchObject({
    postgresql: { limits: { connections: 100 }, choices: { extensions: ['pgcrypto', 'vector'] } },
    volume: { limits: { size: 10 * 2 ** 30 }, choices: { class: ['fast', 'shared'], sharedClass: ['shared'] } },
  })
})

test('the profile is what the contract says, and holds no secret', () => {
  const config = readClusterConfig({ ...least, POSTGRESQL_URL: 'postgres://secret', JOIN_TOKEN: 'secret' })
  const profile = profileOf(config, offersOf(config, catalogue, units), keys)
  expect(ClusterProfile.parse(profile)).toEqual(profile)
  expect(JSON.stringify(profile)).not.toContain('secret')
  expect(profile.sandbox).toBe(false)
})

test('the keys of a cluster are made once and are the same after a restart', async () => {
  const documents = memoryDocuments()
  const first = await openMemoryKubernetes({ clock: systemClock }, documents, log)
  await first.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'own' } })
  const made = await openClusterKeys(first.kubernetes, 'own')
  await first.close()
  const second = await openMemoryKubernetes({ clock: systemClock }, documents, log)
  const read = await openClusterKeys(second.kubernetes, 'own')
  expect(read.agePublicKey).toBe(made.agePublicKey)
  expect(read.ageIdentity.reveal()).toBe(made.ageIdentity.reveal())
  expect(read.fingerprintKey.reveal()).toBe(made.fingerprintKey.reveal())
  second.kubernetes.outage('away')
  await expect(openClusterKeys(second.kubernetes, 'own')).rejects.toThrow('away')
  await second.close()
})
