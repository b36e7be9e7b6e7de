import type { Program } from '../run/program.ts'
import type { ControlPlane } from '../kubernetes/control-plane.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'
import type { NodeSpace } from './node-space.ts'

export type FirewallOptions = {
  readonly program: string
  readonly nodeName: string
  readonly plane: ControlPlane
  readonly network: ClusterNetwork
}

/** Starts kube-router's firewall, which enforces NetworkPolicies. */
export async function startFirewall(space: NodeSpace, options: FirewallOptions): Promise<Program> {
  const { plane, network, nodeName } = options
  const firewall = space.programInside({
    name: `${plane.name}-kube-router`,
    file: options.program,
    args: [
      `--kubeconfig=${plane.kubeconfigs.admin}`,
      `--hostname-override=${nodeName}`,
      `--service-cluster-ip-range=${network.services}`,
    ],
    isReady: async () =>
      (await space.runInside('iptables', ['--list-rules', 'FORWARD'])).includes('KUBE-ROUTER-FORWARD'),
    readyLimitMs: 180_000,
  })
  await firewall.start()
  await closeToStrangers(space, network)
  return firewall
}

// The firewall needs some 50 ms to know a new pod. It accepts what it judged, so only what it does not know comes as
// far as these rules.
async function closeToStrangers(space: NodeSpace, { pods }: ClusterNetwork): Promise<void> {
  for (const direction of ['--source', '--destination']) {
    const state = ['--match', 'conntrack', '--ctstate', 'NEW']
    await space.runInside('iptables', ['--wait', '--append', 'FORWARD', direction, pods, ...state, '--jump', 'REJECT'])
  }
}
