import { afterEach, describe, expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { namespaceName, objectNames } from '@operations-manager/schema/names/names.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { namespaceInventory } from '../kinds/inventory.ts'
import { annotations, labels, markOf, ownerLabels } from '../manifests/mark.ts'
import { namespaceObject } from '../manifests/namespace.ts'
import { createMemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { createMemoryObjectStorage } from '../memory/object-storage/object-storage.ts'
import { PortError } from '../ports/port-error.ts'
import { credentialsInventory } from '../services/credentials-inventory.ts'
import { serviceSteps } from '../services/factory.ts'
import { markEntries } from '../services/mark.ts'
import { storageInventory } from '../services/object-storage/inventory.ts'
import { removedSteps } from '../services/removed-steps.ts'
import { claimInventory } from '../services/volume/inventory.ts'
import { volumeService } from '../services/volume/service.ts'
import { systemClock } from '../reconcile/clock.ts'
import { actOnOrphan, type OrphanAction, type OrphanDeps } from '../reconcile/orphans.ts'
import type { Inventory } from '../reconcile/sweep.ts'
import { aService, aSpec, aWish, FakeWishes } from '../reconcile/testing/builders.ts'

const whose = { installation: 'test', cluster: 'cluster-a' }
const ref = { cluster: 'cluster-a', project: 'webshop', deployment: 'production' }
const owner = { ...ref, installation: 'test' }
const namespace = namespaceName(ref)
const never = new AbortController().signal
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

const claim = { backend: 'kubernetes', kind: 'PersistentVolumeClaim', name: objectNames.claim('files'), namespace }
const secret = { backend: 'kubernetes', kind: 'Secret', name: objectNames.credentials('files'), namespace }
const space = { backend: 'kubernetes', kind: 'Namespace', name: namespace, namespace: null }

/** A namespace with a claim and credentials of the service `files`, all with our mark, and a bucket of `media`. */
async function aWorld(over: Partial<OrphanDeps> = {}) {
  const kubernetes = createMemoryKubernetes({ clock: systemClock })
  stops.push(() => kubernetes.stop())
  const storage = createMemoryObjectStorage({ clock: systemClock })
  await kubernetes.apply(namespaceObject(owner))
  const metadata = (name: string, part: string) => ({
    name,
    namespace,
    labels: { ...ownerLabels(owner), [labels.part]: part, [labels.service]: 'files' },
    annotations: { [annotations.mark]: markOf(owner) },
  })
  await kubernetes.apply({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(claim.name, 'claim'),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })
  await kubernetes.apply({ apiVersion: 'v1', kind: 'Secret', metadata: metadata(secret.name, 'credentials') })
  await storage.createBucket('media')
  await storage.setTags('media', markEntries({ ...owner, service: 'media', issue: '', retainedUntil: null }))
  const wishes = new FakeWishes()
  const changed: (string | null)[] = []
  const offers = Object.fromEntries([...catalogue.keys()].map((type) => [type, { limits: {}, choices: {} }]))
  const services = [volumeService(kubernetes, 'test', { sharedClasses: [], defaultClass: null })]
  const deps: OrphanDeps = {
    cluster: 'cluster-a',
    wishes,
    areWishesNew: () => true,
    inventories: [
      namespaceInventory(kubernetes, 'test', 'cluster-a', () => new Date()),
      claimInventory(kubernetes, whose),
      credentialsInventory(kubernetes, whose),
      storageInventory(storage, whose),
    ],
    removed: (tombstone, type) =>
      removedSteps(new Map([...catalogue].filter(([name]) => name === type)), tombstone, null, true),
    factories: [serviceSteps({ catalogue, offers, services, retentionDays: 7 })],
    now: () => new Date(),
    newId: () => 'an-id',
    log: createLog('test', 'silent'),
    changed: (deployment) => changed.push(deployment),
    ...over,
  }
  const act = async (action: OrphanAction, object: typeof space | typeof claim) => {
    const answer = await actOnOrphan(deps, action, object, never)
    return answer.outcome === 'DONE' ? 'DONE' : answer.problem.code
  }
  const kinds = async (): Promise<string[]> => {
    const found = await Promise.all(deps.inventories.map((inventory) => inventory.list()))
    return found.flat().map(({ object }) => object.kind)
  }
  return { deps, wishes, kubernetes, storage, changed, act, kinds }
}

const all = ['Namespace', 'PersistentVolumeClaim', 'Secret', 'bucket']

describe('an orphan', () => {
  test('goes one by one: what holds data before the namespace that it is in', async () => {
    const { act, kinds, changed } = await aWorld()
    expect(await act('remove', space)).toBe('IN_USE')
    expect(await kinds()).toEqual(all)
    expect(changed).toEqual([])
    expect(await act('remove', claim)).toBe('DONE')
    expect(await act('remove', secret)).toBe('DONE')
    expect(await kinds()).toEqual(['Namespace', 'bucket'])
    // The claim takes its time to go, and the namespace is kept for it until then.
    await expect.poll(() => act('remove', space)).toBe('DONE')
    expect(await act('remove', { backend: 'object-storage', kind: 'bucket', name: 'media', namespace: null })).toBe(
      'DONE',
    )
    expect(await kinds()).toEqual([])
    expect(changed).toHaveLength(4)
  })

  test.each([
    ['the name', { ...claim, name: 'data-other' }],
    ['the namespace', { ...claim, namespace: 'default' }],
    ['the kind', { ...claim, kind: 'Secret' }],
    ['the backend', { ...claim, backend: 'postgresql' }],
  ])('is nothing else than what it is listed as: with another of %s nothing is touched', async (_, object) => {
    const { act, kinds } = await aWorld()
    expect(await act('remove', object)).toBe('NOT_FOUND')
    expect(await kinds()).toEqual(all)
  })

  test.each(['remove', 'adopt'] as const)('is not what is wished, so nobody may %s that', async (action) => {
    const { act, wishes, kinds } = await aWorld()
    wishes.wish(aWish({ spec: aSpec({ ...ref, services: { files: aService('volume') } }) }))
    for (const object of [space, claim, secret]) expect(await act(action, object)).toBe('STATE_WRONG')
    expect(await kinds()).toEqual(all)
  })

  test.each(['remove', 'adopt'] as const)(
    'is nobody while it is not known what is wished: no %s then',
    async (action) => {
      const { act, kinds } = await aWorld({ areWishesNew: () => false })
      expect(await act(action, claim)).toBe('STATE_WRONG')
      expect(await kinds()).toEqual(all)
    },
  )

  test('whose mark changed after it was listed stays', async () => {
    const { deps, kubernetes, kinds } = await aWorld()
    const [stale] = await deps.inventories[1]!.list()
    await kubernetes.apply({
      ...(await kubernetes.read({ apiVersion: 'v1', ...claim }))!,
      metadata: {
        name: claim.name,
        namespace,
        labels: { ...ownerLabels(owner), [labels.part]: 'claim', [labels.service]: 'files' },
        annotations: { [annotations.mark]: markOf({ ...owner, installation: 'another' }) },
      },
    })
    await expect(deps.inventories[1]!.remove(stale!, never)).rejects.toMatchObject({ problem: { code: 'STATE_WRONG' } })
    expect(await kubernetes.read({ apiVersion: 'v1', ...claim })).not.toBeNull()
    expect(await kinds()).not.toContain('PersistentVolumeClaim')
  })

  test('in a backend that does not answer is left alone, and the answer says so', async () => {
    const away: Inventory = {
      backend: 'kubernetes',
      data: null,
      list: () => Promise.reject(new PortError('kubernetes', 'unavailable', 'no answer')),
      expire: () => Promise.reject(new Error('must not be called')),
      remove: () => Promise.reject(new Error('must not be called')),
    }
    const { act } = await aWorld({ inventories: [away] })
    expect(await act('remove', claim)).toBe('BACKEND_UNAVAILABLE')
  })
})

describe('adopting', () => {
  test('keeps a volume of a wished deployment until a time, and then it is no orphan any more', async () => {
    const { deps, act, wishes, kubernetes } = await aWorld()
    wishes.wish(aWish({ spec: aSpec({ ...ref, services: {} }) }))
    const answer = await actOnOrphan(deps, 'adopt', claim, never)
    expect(answer).toMatchObject({
      outcome: 'DONE',
      project: 'webshop',
      deployment: 'production',
      retained: [{ service: 'files', type: 'volume', name: claim.name }],
    })
    const kept = await kubernetes.read({ apiVersion: 'v1', ...claim })
    expect(kept?.metadata.annotations?.[annotations.retainedUntil]).not.toBe('')
    expect(await act('remove', claim)).toBe('STATE_WRONG')
  })

  test.each([
    ['a namespace', space],
    ['credentials', secret],
  ])('%s is refused: it holds no data', async (_, object) => {
    const { act, wishes, kinds } = await aWorld()
    if (object === secret) wishes.wish(aWish({ spec: aSpec({ ...ref, services: {} }) }))
    expect(await act('adopt', object)).toBe('STATE_WRONG')
    expect(await kinds()).toEqual(all)
  })
})
