import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { V1PersistentVolume, V1PersistentVolumeClaim } from '@kubernetes/client-node'
import type { Api } from '../kubernetes/api.ts'
import { follow } from '../kubernetes/follow.ts'
import { settling } from '../kubernetes/settling.ts'
import { claimsToServe, volumesToRemove } from './volume-plan.ts'

export type Volumes = { readonly close: () => Promise<void> }

/** The storage class of a testbed's node. */
export const storageClass = 'local'
const provisioner = 'testbed.operations-manager.dev/local'

export type VolumesOptions = {
  readonly nodeName: string
  /** Where the volumes are folders. */
  readonly folder: string
  readonly onError: (error: unknown) => void
}

/**
 * Serves claims of the class `local` with folders of the node, once a pod that uses them was put on it: as most real
 * clusters do, so that nothing learns to wait for a claim before it makes the pod.
 */
export async function startVolumes(api: Api, options: VolumesOptions): Promise<Volumes> {
  await mkdir(options.folder, { recursive: true })
  await api.storage.createStorageClass({
    body: {
      metadata: { name: storageClass, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner,
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
  })
  const work = settling(
    async () => {
      const [known, present] = [claims.list(), volumes.list()]
      await Promise.all(
        claimsToServe(known, present, options.nodeName, storageClass).map((one) => serve(api, options, one)),
      )
      await Promise.all(volumesToRemove(present, provisioner).map((name) => remove(api, options, name)))
    },
    (error) => options.onError(error),
  )
  const claims = follow(
    api,
    '/api/v1/persistentvolumeclaims',
    () => api.core.listPersistentVolumeClaimForAllNamespaces(),
    work.poke,
  )
  const volumes = follow(api, '/api/v1/persistentvolumes', () => api.core.listPersistentVolume(), work.poke)
  await Promise.all([claims.start(), volumes.start()])
  return {
    close: async () => {
      await Promise.all([claims.close(), volumes.close()])
      await work.idle()
    },
  }
}

async function serve(api: Api, options: VolumesOptions, claim: V1PersistentVolumeClaim): Promise<void> {
  const body = volumeFor(claim, options)
  const path = body.spec?.local?.path ?? ''
  await mkdir(path, { recursive: true })
  // Whatever account a pod runs as may write, as into a fresh disk that was handed over to it.
  await chmod(path, 0o777)
  try {
    await api.core.createPersistentVolume({ body })
  } catch (error) {
    // Made in an earlier run whose news has not come back yet.
    if (!(error instanceof Error && 'code' in error && error.code === 409)) throw error
  }
}

function volumeFor(claim: V1PersistentVolumeClaim, { nodeName, folder }: VolumesOptions): V1PersistentVolume {
  const { name, namespace, uid } = claim.metadata ?? {}
  const { resources, accessModes, volumeMode } = claim.spec ?? {}
  if (uid === undefined || name === undefined || namespace === undefined) throw new Error('A claim without identity.')
  const volume = `pvc-${uid}`
  return {
    metadata: { name: volume, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      capacity: { storage: resources?.requests?.['storage'] ?? '1Gi' },
      accessModes: accessModes ?? ['ReadWriteOnce'],
      volumeMode: volumeMode ?? 'Filesystem',
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: storageClass,
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      local: { path: join(folder, volume) },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [nodeName] }] },
          ],
        },
      },
    },
  }
}

async function remove(api: Api, { folder }: VolumesOptions, name: string): Promise<void> {
  await rm(join(folder, name), { recursive: true, force: true })
  try {
    await api.core.deletePersistentVolume({ name })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 404)) throw error
  }
}
