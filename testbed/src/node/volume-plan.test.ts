import type { V1PersistentVolume, V1PersistentVolumeClaim } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { claimsToServe, volumesToRemove } from './volume-plan.ts'

type ClaimWish = { uid?: string; storageClass?: string; phase?: string; node?: string | null; deleted?: Date }

function claim({
  uid = 'u1',
  storageClass = 'local',
  phase = 'Pending',
  node = 'n',
  deleted,
}: ClaimWish = {}): V1PersistentVolumeClaim {
  return {
    metadata: {
      uid,
      annotations: node === null ? {} : { 'volume.kubernetes.io/selected-node': node },
      ...(deleted !== undefined && { deletionTimestamp: deleted }),
    },
    spec: { storageClassName: storageClass },
    status: { phase },
  }
}

function volume(phase: string, by = 'ours', name = 'pvc-1-a'): V1PersistentVolume {
  return {
    metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': by } },
    spec: { claimRef: { uid: 'u1' }, persistentVolumeReclaimPolicy: 'Delete' },
    status: { phase },
  }
}

const served = (wish: ClaimWish, volumes: V1PersistentVolume[] = []): number =>
  claimsToServe([claim(wish)], volumes, 'n', 'local').length

test('a claim is served once a pod that uses it was put on our node', () => {
  expect(served({})).toBe(1)
})

test.each([
  ['no pod uses yet', { node: null }],
  ['was put on another node', { node: 'other' }],
  ['has another class', { storageClass: 'fast' }],
  ['is bound', { phase: 'Bound' }],
  ['is being deleted', { deleted: new Date() }],
])('a claim that %s is left alone', (_, wish) => {
  expect(served(wish)).toBe(0)
})

test('a claim that has its volume already gets no second one', () => {
  expect(served({}, [volume('Available')])).toBe(0)
})

test('volumes of ours go once they are released; in use, or made by somebody else, they stay', () => {
  expect(volumesToRemove([volume('Released')], 'ours')).toEqual(['pvc-1-a'])
  expect(volumesToRemove([volume('Bound'), volume('Released', 'theirs')], 'ours')).toEqual([])
})

test('a name that we never give is no folder to be removed', () => {
  expect(volumesToRemove([volume('Released', 'ours', '../x')], 'ours')).toEqual([])
})
