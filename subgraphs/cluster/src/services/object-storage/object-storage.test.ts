import { expect, test } from 'vitest'
import { newSecret } from '../../credentials/credential.ts'
import { credentialStore } from '../../credentials/store.ts'
import { createMemoryObjectStorage } from '../../memory/object-storage/object-storage.ts'
import { memoryUnderTest } from '../../memory/object-storage/under-test.ts'
import { systemClock } from '../../reconcile/clock.ts'
import { appliedTypes, endOf, ServiceWorld } from '../testing/service-world.ts'
import { objectStorageContract } from './object-storage.contract-suite.ts'
import { objectStorageService } from './service.ts'

objectStorageContract('in memory', memoryUnderTest)

async function aWorld() {
  const port = createMemoryObjectStorage({ clock: systemClock })
  const world = await new ServiceWorld('object-storage', { versioning: false }).open()
  const settings = { address: 'store:9000', tls: false, region: 'eu', canary: 'canary' }
  const deps = { port, credentials: credentialStore(world.kubernetes), newSecret }
  return { port, world, service: objectStorageService(deps, 'test', settings) }
}

test('proofs over memory say that they are simulated', async () => {
  const { world, service } = await aWorld()
  const results = await world.run(service, ['bucket', 'user', 'proof'])
  expect(results.at(-1)?.proofs.map(({ from, passed }) => `${from} ${passed}`)).toEqual([
    'SIMULATED true',
    'SIMULATED true',
  ])
  world.close()
})

test('a store that is away makes steps wait, and nothing is changed or lost', async () => {
  const { world, service, port } = await aWorld()
  await world.run(service, ['bucket', 'user'])
  const before = await world.output('secretKey')
  port.setWeather({ isAway: true })
  expect(endOf(await world.run(service, ['bucket', 'user']))).toBe('waiting BACKEND_UNAVAILABLE')
  expect(endOf(await world.run(service, ['user', 'bucket'], world.removal()))).toBe('waiting BACKEND_UNAVAILABLE')
  port.setWeather({ isAway: false })
  expect(appliedTypes(await world.run(service, ['bucket', 'user']))).toEqual([])
  expect(await world.output('secretKey')).toBe(before)
  world.close()
})

test('a right that the platform lost is said to be refused, not to be away', async () => {
  const { world, service, port } = await aWorld()
  port.setWeather({ refused: ['setUser'] })
  expect(endOf(await world.run(service, ['bucket', 'user']))).toBe('waiting BACKEND_REFUSED')
  world.close()
})

test('a very large bucket is emptied over several runs, and says how far it is', async () => {
  const { world, service, port } = await aWorld()
  await world.run(service, ['bucket', 'user'])
  const bucket = await world.output('bucket')
  port.fill(
    bucket,
    Array.from({ length: 61_000 }, (_, index) => `object-${index}`),
  )
  const removal = world.removal({ deletion: { it: 'delete' } })
  const [first] = await world.run(service, ['bucket'], removal)
  expect(first?.outcome).toMatchObject({ type: 'progressing' })
  expect(endOf(await world.run(service, ['bucket'], removal))).toBe('ready')
  world.close()
})
