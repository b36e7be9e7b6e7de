import { openBackendAccount } from '../../clients/kubernetes/testing/backend-account.ts'
import { openRealCluster } from '../../clients/kubernetes/testing/real-cluster.ts'
import { untilBound, volumeContract } from './volume.contract-suite.ts'

const classes = { standard: `standard-${process.pid}`, shared: `shared-${process.pid}` }

volumeContract('a real API server, with the rights of the cluster backend', async () => {
  const operator = await openRealCluster()
  const backend = await openBackendAccount(operator)
  const { port } = operator
  const made = [] as string[]
  for (const name of Object.values(classes))
    await port.apply({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner: 'kubernetes.io/no-provisioner',
      allowVolumeExpansion: true,
    })
  return {
    port: backend.port,
    operator: port,
    classes,
    bind: async (claim) => {
      const found = await port.read(claim)
      const name = `volume-${found?.metadata.uid}`
      made.push(name)
      const { storageClassName, accessModes } = (found?.['spec'] ?? {}) as Readonly<Record<string, unknown>>
      await port.apply({
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        // More than any claim here asks for, and meant for this one; nothing is ever mounted.
        spec: {
          capacity: { storage: '10Gi' },
          accessModes,
          storageClassName,
          hostPath: { path: '/nothing' },
          claimRef: { namespace: claim.namespace, name: claim.name, uid: found?.metadata.uid },
        },
      })
      await untilBound(port, claim)
    },
    close: async () => {
      for (const name of made) await port.remove({ apiVersion: 'v1', kind: 'PersistentVolume', namespace: null, name })
      for (const name of Object.values(classes))
        await port.remove({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', namespace: null, name })
      await backend.close()
      await operator.close()
    },
  }
})
