import { testApplicationImage } from '@operations-manager/testbed/images/images.ts'
import { podContract } from '../../memory/kubernetes/pods.contract-suite.ts'
import { openRealCluster } from './testing/real-cluster.ts'

podContract('a real kubelet', async () => {
  const { port, meddle, close } = await openRealCluster()
  const images = {
    works: testApplicationImage('1'),
    // The cluster's own name server is the one image of a testbed's node that runs as root.
    root: 'docker.io/operations-manager/coredns:1',
    missing: 'docker.io/operations-manager/never-built:1',
    crashes: testApplicationImage('crash'),
  }
  return { port, images, meddle, close }
})
