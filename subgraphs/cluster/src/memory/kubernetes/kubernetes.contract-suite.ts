import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { KubernetesObject, KubernetesPort, KubernetesRef } from '../../ports/kubernetes.ts'
import { refOf } from '../../ports/kubernetes-object.ts'
import {
  policyKind,
  aConfig,
  aSecret,
  withLabel,
  aService,
  aPolicy,
  aClaim,
  aQuota,
  aDeployment,
  nameOf,
  aNamespace,
} from './kubernetes.contract-builders.ts'

export type KubernetesUnderTest = {
  readonly port: KubernetesPort
  /** Images that this cluster can run: one that listens on 8080 as another user than root, and one that runs as root. */
  readonly images: { readonly works: string; readonly root: string; readonly missing: string; readonly crashes: string }
  /** Somebody else changes fields of an object, as with `kubectl edit`: lists are given whole. */
  readonly meddle: (ref: KubernetesRef, change: Readonly<Record<string, unknown>>) => Promise<void>
  close(): Promise<void>
}

const patience = { timeout: 30_000, interval: 20 }
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** What every Kubernetes behind the port does, the simulated and the real one alike, with nodes or without. */
export function kubernetesContract(name: string, open: () => Promise<KubernetesUnderTest>): void {
  describe(`Kubernetes: ${name}`, () => {
    let under: KubernetesUnderTest
    let port: KubernetesPort
    beforeAll(async () => {
      under = await open()
      port = under.port
    })
    afterAll(() => under.close())
    const world = { get: () => under, space: () => aNamespace(port) }
    objectContract(world)
    writerContract(world)
    refusalContract(world)
    removalContract(world)
    watchContract(world)
    refusedPodContract(world)
  })
}

export type Contract = { readonly get: () => KubernetesUnderTest; readonly space: () => Promise<string> }

function objectContract({ get, space }: Contract): void {
  describe('an object', () => {
    test('that does not exist is read as null', async () => {
      const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: await space(), name: 'nothing' }
      expect(await get().port.read(ref)).toBeNull()
    })

    test('that is applied gets uid, version and time, and is read as stored', async () => {
      const applied = await get().port.apply(aConfig(await space(), { color: 'red' }))
      expect(applied.metadata).toMatchObject({ uid: expect.any(String), resourceVersion: expect.any(String) })
      expect(await get().port.read(refOf(applied))).toMatchObject({ data: { color: 'red' } })
    })

    test('that is applied again as it is stays the same version', async () => {
      const config = aConfig(await space(), { color: 'red' })
      const first = await get().port.apply(config)
      const second = await get().port.apply(config)
      expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion)
    })

    test('loses the fields that are no longer applied, and keeps its uid', async () => {
      const namespace = await space()
      const first = await get().port.apply(aConfig(namespace, { color: 'red', size: 'large' }))
      const second = await get().port.apply(aConfig(namespace, { color: 'blue' }))
      expect(second['data']).toEqual({ color: 'blue' })
      expect(second.metadata.uid).toBe(first.metadata.uid)
    })

    test('of which a dry run is made is not stored', async () => {
      const config = aConfig(await space(), { color: 'red' })
      expect(await get().port.dryRun(config)).toMatchObject({ data: { color: 'red' } })
      expect(await get().port.read(refOf(config))).toBeNull()
    })

    test('counts changes of its spec as generations, and other changes not', async () => {
      const namespace = await space()
      const rules = [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }]
      const first = await get().port.apply(aPolicy(namespace, rules))
      const labelled = await get().port.apply({
        ...aPolicy(namespace, rules),
        metadata: { name: 'web', namespace, labels: { color: 'red' } },
      })
      const changed = await get().port.apply(aPolicy(namespace, [{ from: [{ podSelector: {} }] }]))
      expect([first, labelled, changed].map(({ metadata }) => metadata.generation)).toEqual([1, 1, 2])
    })

    test('is told without the record of who owns which field', async () => {
      const namespace = await space()
      const config = await get().port.apply(aConfig(namespace, {}))
      const [listed] = await get().port.list({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace,
        labels: { watched: 'yes' },
      })
      for (const one of [config, listed]) expect(one?.metadata).not.toHaveProperty('managedFields')
    })

    test('is listed by its labels, in one namespace and in all', async () => {
      const [one, two] = [await space(), await space()]
      const labels = { colour: one }
      for (const namespace of [one, two]) {
        await get().port.apply({ ...aConfig(namespace, {}), metadata: { name: 'config', namespace, labels } })
      }
      await get().port.apply({ ...aConfig(one, {}), metadata: { name: 'other', namespace: one } })
      const kind = { apiVersion: 'v1', kind: 'ConfigMap' }
      expect((await get().port.list({ ...kind, namespace: one, labels })).map(nameOf)).toEqual(['config'])
      expect(await get().port.list({ ...kind, namespace: null, labels })).toHaveLength(2)
    })

    test('that is a policy is stored with its peers: without them it would be open to everyone', async () => {
      const namespace = await space()
      const peers = [{ podSelector: { matchLabels: { app: 'api' } } }]
      await get().port.apply(aPolicy(namespace, [{ from: peers }]))
      const read = await get().port.read({ ...policyKind, namespace, name: 'web' })
      expect(read?.['spec']).toMatchObject({ ingress: [{ from: peers }] })
    })
  })
}

function writerContract({ get, space }: Contract): void {
  describe('of several writers', () => {
    test('one makes an object, and the others hear that it exists', async () => {
      const namespace = await space()
      const made = await Promise.allSettled(
        ['1', '2', '3', '4'].map((step) => get().port.create(aConfig(namespace, { step }))),
      )
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(faultsOf(made)).toEqual(['exists', 'exists', 'exists'])
    })

    test('one writes over a version that several have read', async () => {
      const namespace = await space()
      const { metadata } = await get().port.create(aConfig(namespace, { step: '0' }))
      const { resourceVersion = '' } = metadata
      const over = (step: string) => {
        const config = aConfig(namespace, { step })
        return get().port.apply({ ...config, metadata: { ...config.metadata, resourceVersion } })
      }
      const written = await Promise.allSettled([over('1'), over('2'), over('3')])
      expect(written.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(faultsOf(written)).toEqual(['conflict', 'conflict'])
    })

    test('none makes again what it read and what is gone', async () => {
      const { metadata, ...config } = await get().port.create(aConfig(await space(), {}))
      const gone = { ...config, apiVersion: 'v1', kind: 'ConfigMap', metadata }
      await get().port.remove(refOf(gone))
      await expect(get().port.apply(gone)).rejects.toMatchObject({ fault: 'conflict' })
    })

    test('ours keeps its fields when another changes them, and leaves alone what is not ours', async () => {
      const namespace = await space()
      const config = await get().port.apply(aConfig(namespace, { color: 'red' }))
      await get().port.apply(aConfig(namespace, { color: 'red' }))
      await get().meddle(refOf(config), { metadata: { annotations: { note: 'theirs' } }, data: { color: 'blue' } })
      const again = await get().port.apply(aConfig(namespace, { color: 'red' }))
      expect(again['data']).toEqual({ color: 'red' })
      expect(again.metadata.annotations).toMatchObject({ note: 'theirs' })
    })

    test('ours takes back what another added to its content', async () => {
      const namespace = await space()
      const wished = aDeployment(namespace, get().images.works)
      const { spec } = (await get().port.apply(wished)) as unknown as { readonly spec: DeploymentSpec }
      const [own] = spec.template.spec.containers
      const containers = [own, { ...own, name: 'intruder' }]
      const theirs = { metadata: { annotations: { note: 'theirs' } }, spec: { template: { spec: { containers } } } }
      await get().meddle(refOf(wished), theirs)
      const found = await get().port.reclaim(wished)
      expect((found['spec'] as DeploymentSpec).template.spec.containers.map(({ name }) => name)).toEqual(['app'])
      expect(found.metadata.annotations).toMatchObject({ note: 'theirs' })
    })
  })
}

function faultsOf(settled: readonly PromiseSettledResult<unknown>[]): readonly unknown[] {
  return settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { fault?: unknown }).fault] : []))
}

type DeploymentSpec = { readonly template: { readonly spec: { readonly containers: readonly { name: string }[] } } }

function refusalContract({ get, space }: Contract): void {
  const refused = async (object: KubernetesObject): Promise<string> =>
    get()
      .port.apply(object)
      .then(
        () => 'applied',
        (error: { readonly fault?: string }) => error.fault ?? 'unknown',
      )

  describe('is refused with a fault of its own:', () => {
    test('an object in a namespace that does not exist', async () => {
      expect(await refused(aConfig('not-there-at-all', {}))).toBe('not-found')
    })

    test('a kind that does not exist', async () => {
      const namespace = await space()
      expect(
        await refused({ apiVersion: 'example.org/v1', kind: 'Nothing', metadata: { name: 'nothing', namespace } }),
      ).toBe('not-found')
    })

    test.each([
      [
        'a name with capitals',
        (namespace: string) => ({ ...aConfig(namespace, {}), metadata: { name: 'Web', namespace } }),
      ],
      ['a label that is too long', (namespace: string) => withLabel(namespace, 'x'.repeat(64))],
      ['a Secret that is not base64', (namespace: string) => ({ ...aSecret(namespace), data: { key: '%%%' } })],
      ['a Service without ports', (namespace: string) => aService(namespace, [])],
      [
        'a selector that does not match its pods',
        (namespace: string) => aDeployment(namespace, 'x', { selector: { app: 'other' } }),
      ],
      ['a request above its limit', (namespace: string) => aDeployment(namespace, 'x', { requests: '2', limits: '1' })],
    ])('%s', async (_, make) => {
      expect(await refused(make(await space()))).toBe('invalid')
    })

    test('a field that does not exist', async () => {
      const policy = aPolicy(await space(), [])
      expect(await refused({ ...policy, spec: { podSelector: {}, peers: [] } })).toBe('invalid')
    })

    test('a change of what never changes', async () => {
      const namespace = await space()
      await get().port.apply(aDeployment(namespace, get().images.works))
      const changed = aDeployment(namespace, get().images.works, { selector: { app: 'api' }, labels: { app: 'api' } })
      expect(await refused(changed)).toBe('invalid')
    })

    test('a Secret, without a word of what is in it', async () => {
      const secret = { ...aSecret(await space()), data: { key: 'not base64: hunter2' } }
      const error: unknown = await get()
        .port.apply(secret)
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ fault: 'invalid' })
      expect(JSON.stringify([String(error), error])).not.toContain('hunter2')
    })

    test('a claim that shrinks', async () => {
      const namespace = await space()
      await get().port.apply(aClaim(namespace, '2Gi'))
      expect(await refused(aClaim(namespace, '1Gi'))).toBe('invalid')
    })

    test('a claim beyond the quota', async () => {
      const namespace = await space()
      await get().port.apply(aQuota(namespace, { 'requests.storage': '1Gi' }))
      // A real server holds to a quota from when its controller has counted what is there; each claim is another one.
      let claims = 0
      const another = () => {
        const claim = aClaim(namespace, '2Gi')
        claims += 1
        return { ...claim, metadata: { ...claim.metadata, name: `${claim.metadata.name}-${claims}` } }
      }
      await expect.poll(() => refused(another()), patience).toBe('quota')
    })
  })
}

function removalContract({ get, space }: Contract): void {
  describe('removing', () => {
    test('what is not there is fine', async () => {
      const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: await space(), name: 'nothing' }
      await expect(get().port.remove(ref)).resolves.toBeUndefined()
    })

    test('by a uid refuses what took the name meanwhile', async () => {
      const applied = await get().port.apply(aConfig(await space(), {}))
      const other = '00000000-0000-4000-8000-000000000000'
      await expect(get().port.remove(refOf(applied), { uid: other })).rejects.toMatchObject({ fault: 'conflict' })
      await get().port.remove(refOf(applied), { uid: applied.metadata.uid ?? '' })
      expect(await get().port.read(refOf(applied))).toBeNull()
    })

    test('a namespace takes everything in it', async () => {
      const namespace = await space()
      const config = await get().port.apply(aConfig(namespace, {}))
      const home = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace }
      await get().port.remove(home)
      await vi.waitFor(async () => expect(await get().port.read(home)).toBeNull(), patience)
      expect(await get().port.read(refOf(config))).toBeNull()
    })
  })
}

function watchContract({ get, space }: Contract): void {
  test('a watch tells what is there, then each change, then that it is gone, and ends when it is aborted', async () => {
    const namespace = await space()
    const seen: string[] = []
    const controller = new AbortController()
    await get().port.apply(aConfig(namespace, { step: '1' }))
    const watching = get().port.watch(
      { apiVersion: 'v1', kind: 'ConfigMap', namespace, labels: { watched: 'yes' } },
      (object, gone) => seen.push(gone ? 'gone' : String((object['data'] as Record<string, string>)['step'])),
      controller.signal,
    )
    await vi.waitFor(() => expect(seen).toEqual(['1']), patience)
    await get().port.apply(aConfig(namespace, { step: '2' }))
    await vi.waitFor(() => expect(seen).toEqual(['1', '2']), patience)
    await get().port.remove(refOf(aConfig(namespace, {})))
    await vi.waitFor(() => expect(seen).toEqual(['1', '2', 'gone']), patience)
    controller.abort()
    await expect(watching).resolves.toBeUndefined()
  })
}

/** Pods that are refused before a node is asked for. */
function refusedPodContract({ get, space }: Contract): void {
  describe('a workload', () => {
    test('that wants more than the namespace allows gets no pods, and its controller says why', async () => {
      const namespace = await space()
      await get().port.apply(aQuota(namespace, { pods: '0' }))
      await get().port.apply(aDeployment(namespace, get().images.works))
      await vi.waitFor(async () => {
        const sets = await get().port.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace })
        expect(JSON.stringify(sets.map((set) => set['status']))).toContain('exceeded quota')
      }, patience)
    })

    test('that is not closed enough for "restricted" gets no pods', async () => {
      const namespace = await space()
      await get().port.apply(aDeployment(namespace, get().images.works, { open: true }))
      await vi.waitFor(async () => {
        const sets = await get().port.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace })
        expect(JSON.stringify(sets.map((set) => set['status']))).toContain('violates PodSecurity')
      }, patience)
    })
  })
}
