import { describe, expect, test } from 'vitest'
import { bounds, contentOf, everything, failuresOf, type AWorld } from './looks.ts'
import { refOf } from '../../ports/kubernetes-object.ts'

/** Leaving others alone. */
export function foreignContract(aWorld: AWorld): void {
  describe('what is not ours is refused and left as it is:', () => {
    const foreign = { 'operations-manager/mark': 'another/cluster-a/their/deployment' }
    test.each([
      ['a namespace without a mark', {}],
      ['a namespace with the mark of another', foreign],
    ])('%s', async (_, annotations) => {
      const world = aWorld(bounds)
      const home = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: world.namespace, annotations } }
      const { metadata } = await world.under.port.apply(home)
      const wish = world.wish(everything)
      expect(failuresOf(await world.run(wish))).toEqual({ 'production/namespace': 'OWNED_BY_OTHERS' })
      await world.remove(wish)
      const after = await world.under.port.read(world.ref('v1', 'Namespace', world.namespace))
      expect(after?.metadata).toMatchObject({ uid: metadata.uid })
      expect(after?.metadata.annotations ?? {}).toEqual(annotations)
      expect(after?.metadata.deletionTimestamp).toBeUndefined()
      expect([...(await world.objects()).keys()].filter((key) => !key.startsWith('Namespace/'))).toEqual([])
      await world.under.port.remove(refOf(home))
    })

    test.each([
      ['v1', 'Secret', 'variables-web', { type: 'Opaque', data: { theirs: 'dGhlaXJz' } }, 'production/web/binding'],
      ['networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { podSelector: {} } }, 'production/policies'],
      ['v1', 'Service', 'web', { spec: { ports: [{ port: 1 }] } }, 'production/web/workload'],
    ])('an object %s %s "%s" of the same name', async (apiVersion, kind, called, content, step) => {
      for (const annotations of [{}, foreign]) {
        const world = aWorld()
        const wish = world.wish()
        await world.run(wish, ['namespace'])
        const metadata = { name: called, namespace: world.namespace, annotations }
        const theirs = await world.under.port.apply({ apiVersion, kind, metadata, ...content })
        expect(failuresOf(await world.run(wish))).toMatchObject({ [step]: 'OWNED_BY_OTHERS' })
        expect(contentOf(await world.under.port.read(refOf(theirs)))).toEqual(contentOf(theirs))
      }
    })
  })
}
