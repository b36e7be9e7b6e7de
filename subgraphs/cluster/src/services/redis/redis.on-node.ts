import { inject } from 'vitest'
import { redisImage } from '@operations-manager/testbed/images/redis-image.ts'
import { openBackendAccount } from '../../clients/kubernetes/testing/backend-account.ts'
import { openRealCluster } from '../../clients/kubernetes/testing/real-cluster.ts'
import { redisContract } from './redis.contract-suite.ts'

redisContract("Debian's server in a real pod, with the rights of the cluster backend", async () => {
  const operator = await openRealCluster()
  const backend = await openBackendAccount(operator)
  const { name: image, server, client, user } = redisImage
  return {
    port: backend.port,
    operator: operator.port,
    meddle: operator.meddle,
    settings: { image, server, client, user },
    storageClass: inject('clusters')[0]?.storageClasses[0] ?? '',
    volumeGroup: user,
    proofsFrom: 'BACKEND' as const,
    missingImage: 'docker.io/operations-manager/never-built:1',
    close: async () => {
      await backend.close()
      await operator.close()
    },
  }
})
