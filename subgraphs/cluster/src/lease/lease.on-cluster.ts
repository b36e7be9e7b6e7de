import { openRealCluster } from '../clients/kubernetes/testing/real-cluster.ts'
import { leaseContract } from './lease.contract-suite.ts'

leaseContract('a real API server', async () => {
  const { port, close } = await openRealCluster()
  return { port, times: { durationMs: 1_500, renewMs: 200 }, close }
})
