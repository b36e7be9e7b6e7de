import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Tombstone, Wish, WishMessage } from '@operations-manager/schema/link/messages.ts'
import type { MemoryKubernetes } from '../memory/kubernetes/memory-kubernetes.ts'
import { openMemoryKubernetes } from '../memory/kubernetes/open.ts'
import { memoryDocuments } from '../memory/persistence.ts'
import { systemClock } from '../reconcile/clock.ts'
import { openLink } from '../link/open-link.ts'
import { Keeper } from './keeper.ts'
import { kubernetesWishStore } from './kubernetes-wish-store.ts'
import { WishBook } from './wishes.ts'

const log = createLog('test', 'silent')
const namespace = 'operations-manager'
const clusterName = 'cluster-a'
const open: { stop(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.stop()
})

function aWish(deployment: string, over: Partial<Wish> & { cluster?: string } = {}): Wish {
  const { cluster: at = clusterName, ...rest } = over
  return {
    id: deploymentId({ cluster: at, project: 'shop', deployment }),
    generation: 'g1',
    revision: 'r1',
    operation: 'op1',
    held: false,
    restarts: {},
    reissue: {},
    retained: {},
    attempts: {},
    spec: {
      formatVersion: 1,
      installation: 'test',
      cluster: at,
      project: 'shop',
      deployment,
      components: {},
      services: {},
      registries: {},
      sealed: {},
      people: [],
    },
    ...rest,
  }
}

function aTombstone(id: string, deployment: string, over: Partial<Tombstone> = {}): Tombstone {
  return {
    id,
    deployment: deploymentId({ cluster: clusterName, project: 'shop', deployment }),
    service: null,
    operation: 'op2',
    confirmedBy: 'somebody',
    confirmedAt: '2026-01-01T00:00:00.000Z',
    deletion: {},
    purge: false,
    attempts: {},
    ...over,
  }
}

const snapshot = (wishes: Wish[], tombstones: Tombstone[] = [], more = false): WishMessage => ({
  type: 'snapshot',
  wishes,
  tombstones,
  more,
})

/** A cluster whose Kubernetes finds again what it held before `restarted`. */
class Cluster {
  readonly #documents = memoryDocuments()
  kubernetes!: MemoryKubernetes // set before anybody gets the cluster
  close: () => Promise<void> = () => Promise.resolve()

  static async start(): Promise<Cluster> {
    const cluster = new Cluster()
    open.push({ stop: () => cluster.close() })
    return cluster.restarted()
  }

  async restarted(): Promise<Cluster> {
    await this.close()
    const opened = await openMemoryKubernetes({ clock: systemClock }, this.#documents, log)
    this.kubernetes = opened.kubernetes
    this.close = () => opened.close()
    return this
  }

  async kept(kind: 'Secret' | 'ConfigMap'): Promise<number> {
    return (await this.kubernetes.list({ apiVersion: 'v1', kind, namespace })).length
  }
}

async function aBook({ kubernetes }: Cluster): Promise<WishBook> {
  await kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
  const store = kubernetesWishStore({ kubernetes, namespace, log })
  const keeper = new Keeper(log, { minMs: 1, maxMs: 5 })
  open.push({ stop: () => keeper.stop(100) })
  return new WishBook({ cluster: clusterName, store, stored: await store.load(), keeper, log, keepMs: 50 })
}

describe('wishes of a cluster', () => {
  test('a wish is kept and can be read after a restart without the registry', async () => {
    const cluster = await Cluster.start()
    const book = await aBook(cluster)
    const wish = aWish('production')
    await book.receiver()(snapshot([wish]))
    const after = await aBook(await cluster.restarted())
    expect(after.all()).toEqual([{ id: wish.id, wish, last: wish, tombstones: [] }])
    expect(after.snapshotAt()).toBe(book.snapshotAt())
  })

  test('a restart counts attempts anew: those of the kept wish and removal were not the last', async () => {
    const cluster = await Cluster.start()
    const wish = aWish('production', { attempts: { 'production/orders/role': 1 } })
    const tombstone = aTombstone('t1', 'staging', { attempts: { 'staging/orders/role': 2 } })
    await (await aBook(cluster)).receiver()(snapshot([wish], [tombstone]))
    const book = await aBook(await cluster.restarted())
    expect(book.current(wish.id).wish).toEqual({ ...wish, attempts: {} })
    expect(book.current(tombstone.deployment).tombstones).toEqual([{ ...tombstone, attempts: {} }])
  })

  test('a backend that was never told anything knows that it knows nothing', async () => {
    const book = await aBook(await Cluster.start())
    expect(book.snapshotAt()).toBeNull()
    expect(book.all()).toEqual([])
  })

  test('what a snapshot does not name is left alone and not forgotten', async () => {
    const cluster = await Cluster.start()
    const book = await aBook(cluster)
    const wish = aWish('production')
    await book.receiver()(snapshot([wish, aWish('staging')]))
    await book.receiver()(snapshot([]))
    expect(book.current(wish.id)).toEqual({ id: wish.id, wish: null, last: wish, tombstones: [] })
    expect((await aBook(await cluster.restarted())).all()).toHaveLength(2)
  })

  test('a snapshot that broke off in the middle says nothing about what it did not name', async () => {
    const book = await aBook(await Cluster.start())
    const wish = aWish('production')
    await book.receiver()(snapshot([wish]))
    const broken = book.receiver()
    await broken(snapshot([aWish('staging')], [], true))
    expect(book.current(wish.id).wish).toEqual(wish)
    await book.receiver()(snapshot([wish]))
    expect(book.all().map(({ id }) => id)).toEqual([wish.id])
  })

  test('the parts of a snapshot count together', async () => {
    const book = await aBook(await Cluster.start())
    const receive = book.receiver()
    await receive(snapshot([aWish('production')], [], true))
    await receive(snapshot([aWish('staging')]))
    expect(book.all().map(({ wish }) => wish?.spec.deployment)).toEqual(['production', 'staging'])
  })

  test('the engine hears of exactly what changed, after it was kept', async () => {
    const cluster = await Cluster.start()
    const book = await aBook(cluster)
    const receive = book.receiver()
    await receive(snapshot([aWish('production'), aWish('staging')]))
    const heard: (readonly string[])[] = []
    const writesThen: number[] = []
    book.onChange((ids) => {
      heard.push(ids)
      writesThen.push(cluster.kubernetes.writes())
    })
    const writesBefore = cluster.kubernetes.writes()
    const changed = aWish('staging', { generation: 'g2' })
    await receive({ type: 'wish', wish: changed })
    await receive({ type: 'wish', wish: changed })
    await receive(snapshot([aWish('production'), changed]))
    expect(heard).toEqual([[changed.id]])
    expect(writesThen).toEqual([writesBefore + 1])
  })

  test('each snapshot asks for every present state once more', async () => {
    const book = await aBook(await Cluster.start())
    let asked = 0
    book.onSnapshot(() => asked++)
    await book.receiver()(snapshot([aWish('production')]))
    await book.receiver()(snapshot([aWish('production')]))
    expect(asked).toBe(2)
  })

  test('wishes and removals for another cluster are refused', async () => {
    const book = await aBook(await Cluster.start())
    const receive = book.receiver()
    const foreign = aWish('production', { cluster: 'cluster-b' })
    await receive(snapshot([foreign]))
    await receive({ type: 'wish', wish: foreign })
    await receive({ type: 'tombstone', tombstone: aTombstone('t1', 'production', { deployment: foreign.id }) })
    expect(book.all()).toEqual([])
  })

  test('a wish whose spec names another deployment than its id is refused', async () => {
    const book = await aBook(await Cluster.start())
    const wish = aWish('production')
    await book.receiver()({ type: 'wish', wish: { ...wish, spec: { ...wish.spec, deployment: 'staging' } } })
    expect(book.all()).toEqual([])
  })

  test('a removal stands, also over a restart, until it is done and acknowledged; then nothing is left', async () => {
    const cluster = await Cluster.start()
    const book = await aBook(cluster)
    const wish = aWish('production')
    const tombstone = aTombstone('t1', 'production')
    const receive = book.receiver()
    await receive(snapshot([wish]))
    await receive({ type: 'unwished', id: wish.id })
    await receive({ type: 'tombstone', tombstone })
    const after = await aBook(await cluster.restarted())
    expect(after.current(wish.id)).toEqual({ id: wish.id, wish: null, last: wish, tombstones: [tombstone] })
    await after.removalAcknowledged('t1')
    expect(after.all()).toEqual([])
    expect(await cluster.kept('Secret')).toBe(0)
  })

  test('nothing is left either when the registry says first that the removal is gone', async () => {
    const cluster = await Cluster.start()
    const book = await aBook(cluster)
    const receive = book.receiver()
    await receive(snapshot([], [aTombstone('t1', 'production')]))
    await receive({ type: 'tombstone-gone', id: 't1' })
    await book.removalAcknowledged('t1')
    expect(book.all()).toEqual([])
    expect(await cluster.kept('Secret')).toBe(0)
  })

  test('the removal of a service leaves the wish of its deployment', async () => {
    const book = await aBook(await Cluster.start())
    const wish = aWish('production')
    await book.receiver()(snapshot([wish], [aTombstone('t1', 'production', { service: 'orders' })]))
    await book.removalAcknowledged('t1')
    expect(book.current(wish.id)).toEqual({ id: wish.id, wish, last: wish, tombstones: [] })
  })

  test('a removal that was taken back is forgotten, and the deployment left alone', async () => {
    const book = await aBook(await Cluster.start())
    const wish = aWish('production')
    const receive = book.receiver()
    await receive(snapshot([wish]))
    await receive(snapshot([], [aTombstone('t1', 'production')]))
    await receive({ type: 'tombstone-gone', id: 't1' })
    expect(book.current(wish.id)).toEqual({ id: wish.id, wish: null, last: wish, tombstones: [] })
  })

  test('a Kubernetes API that is away delays a wish, and keeps it as soon as it is back', async () => {
    const cluster = await Cluster.start()
    const { kubernetes } = cluster
    const book = await aBook(cluster)
    kubernetes.outage('the API server is away')
    const wish = aWish('production')
    await book.receiver()({ type: 'wish', wish })
    expect(book.current(wish.id).wish).toEqual(wish)
    kubernetes.outage(null)
    await expect.poll(() => cluster.kept('Secret')).toBe(1)
  })

  test('a store that cannot be read is not an empty one: the backend does not start', async () => {
    const { kubernetes } = await Cluster.start()
    kubernetes.outage('the API server is away')
    const starting = openLink({
      kubernetes,
      namespace,
      cluster: clusterName,
      url: 'ws://127.0.0.1:1/link',
      joinToken: null,
      keyMaxAgeMs: Infinity,
      profile: {} as never, // never sent
      log,
    })
    await expect(starting).rejects.toThrow('away')
  })

  test('a kept wish that cannot be read stays known and is left alone', async () => {
    const cluster = await Cluster.start()
    const { kubernetes } = cluster
    const book = await aBook(cluster)
    const wish = aWish('production')
    await book.receiver()(snapshot([wish]))
    const [secret] = await kubernetes.list({ apiVersion: 'v1', kind: 'Secret', namespace })
    await kubernetes.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: secret!.metadata.name,
        namespace,
        labels: secret!.metadata.labels!,
        annotations: secret!.metadata.annotations!,
      },
      type: 'Opaque',
      data: { json: Buffer.from('broken').toString('base64') },
    })
    const after = await aBook(cluster)
    expect(after.all()).toEqual([{ id: wish.id, wish: null, last: null, tombstones: [] }])
  })

  test('whatever comes in whatever order, only an acknowledged removal of the whole ever forgets a deployment', async () => {
    const names = fc.constantFrom('one', 'two', 'three')
    const message = fc.oneof(
      fc.subarray(['one', 'two', 'three']).map((all) => snapshot(all.map((name) => aWish(name)))),
      names.map((name): WishMessage => ({ type: 'wish', wish: aWish(name, { generation: 'g2' }) })),
      names.map((name): WishMessage => ({ type: 'unwished', id: aWish(name).id })),
      names.map((name): WishMessage => ({ type: 'tombstone', tombstone: aTombstone(`t-${name}`, name) })),
      names.map((name): WishMessage => ({ type: 'tombstone-gone', id: `t-${name}` })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (messages) => {
        const book = await aBook(await Cluster.start())
        const receive = book.receiver()
        const named = new Set<string>()
        for (const one of messages) {
          await receive(one)
          if (one.type === 'snapshot') one.wishes.forEach(({ id }) => named.add(id))
          if (one.type === 'wish') named.add(one.wish.id)
          for (const id of named) expect(book.current(id).last).not.toBeNull()
        }
      }),
      { numRuns: 30 },
    )
  })
})
