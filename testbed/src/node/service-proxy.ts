import type { Program } from '../run/program.ts'
import type { ControlPlane } from '../kubernetes/control-plane.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'
import type { NodeSpace } from './node-space.ts'

export type ServiceProxyOptions = {
  readonly program: string
  readonly nodeName: string
  readonly plane: ControlPlane
  readonly network: ClusterNetwork
}

/** Starts kube-proxy, which leads the addresses of Services to their pods. */
export async function startServiceProxy(space: NodeSpace, options: ServiceProxyOptions): Promise<Program> {
  const { plane, network, nodeName } = options
  const proxy = space.programInside({
    name: `${plane.name}-kube-proxy`,
    file: options.program,
    args: [
      `--kubeconfig=${plane.kubeconfigs.proxy}`,
      `--hostname-override=${nodeName}`,
      '--proxy-mode=iptables',
      `--cluster-cidr=${network.pods}`,
      // Limits on connections are settings of the whole machine, which is not ours.
      '--conntrack-max-per-core=0',
      '--conntrack-tcp-timeout-established=0',
      '--conntrack-tcp-timeout-close-wait=0',
    ],
    isReady: async () => (await space.runInside('iptables', ['--table', 'nat', '--list-rules'])).includes('KUBE-SVC-'),
    readyLimitMs: 180_000,
  })
  await proxy.start()
  return proxy
}
