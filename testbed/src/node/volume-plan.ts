import type { V1PersistentVolume, V1PersistentVolumeClaim } from '@kubernetes/client-node'

/** Claims of our class that the scheduler has put on our node and that have no volume yet. */
export function claimsToServe(
  claims: readonly V1PersistentVolumeClaim[],
  volumes: readonly V1PersistentVolume[],
  nodeName: string,
  storageClass: string,
): V1PersistentVolumeClaim[] {
  const served = new Set(volumes.map(({ spec }) => spec?.claimRef?.uid))
  return claims.filter(
    ({ metadata, spec, status }) =>
      spec?.storageClassName === storageClass &&
      status?.phase === 'Pending' &&
      metadata?.deletionTimestamp === undefined &&
      metadata?.annotations?.['volume.kubernetes.io/selected-node'] === nodeName &&
      !served.has(metadata.uid),
  )
}

/** Volumes that we made and whose claims are gone. */
export function volumesToRemove(volumes: readonly V1PersistentVolume[], provisioner: string): string[] {
  return volumes.flatMap(({ metadata, spec, status }) => {
    const isOurs = metadata?.annotations?.['pv.kubernetes.io/provisioned-by'] === provisioner
    const isReleased = status?.phase === 'Released' && spec?.persistentVolumeReclaimPolicy === 'Delete'
    return isOurs && isReleased && metadata.name !== undefined && /^pvc-[0-9a-f-]+$/.test(metadata.name)
      ? [metadata.name]
      : []
  })
}
