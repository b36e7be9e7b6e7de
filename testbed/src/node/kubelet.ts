import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Program } from '../run/program.ts'
import { isNotFound, openApi } from '../kubernetes/api.ts'
import type { ControlPlane } from '../kubernetes/control-plane.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'
import type { NodeSpace } from './node-space.ts'

export type KubeletOptions = {
  readonly program: string
  readonly nodeName: string
  readonly folder: string
  readonly plane: ControlPlane
  readonly network: ClusterNetwork
  readonly containerSocket: string
  /** The control group that all pods of this node are in. */
  readonly group: string
}

/** Starts the kubelet of a node and returns when the node takes pods. */
export async function startKubelet(space: NodeSpace, options: KubeletOptions): Promise<Program> {
  const { folder, nodeName, plane, network } = options
  const configuration = join(folder, 'kubelet.json')
  const names = join(folder, 'resolv.conf')
  await mkdir(join(folder, 'kubelet'), { recursive: true })
  await Promise.all([
    writeFile(configuration, JSON.stringify(configurationOf(options, names), null, 2)),
    // What the machine can look up is nothing that a test may depend on.
    writeFile(names, '# no name server outside of the cluster\n'),
  ])
  const kubelet = space.programInside({
    name: `${plane.name}-kubelet`,
    file: options.program,
    args: [
      `--config=${configuration}`,
      `--kubeconfig=${plane.kubeconfigs.node}`,
      `--root-dir=${join(folder, 'kubelet')}`,
      `--cert-dir=${join(folder, 'kubelet', 'pki')}`,
      `--hostname-override=${nodeName}`,
      `--node-ip=${network.nodeAddress}`,
    ],
    isReady: () => isNodeReady(plane.kubeconfigs.admin, nodeName),
    readyLimitMs: 180_000,
  })
  await kubelet.start()
  return kubelet
}

async function isNodeReady(kubeconfig: string, name: string): Promise<boolean> {
  try {
    const { status, spec } = await openApi(kubeconfig).core.readNode({ name })
    const isReady = status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true
    // Pods are not put on a node before its taint is taken off.
    return isReady && (spec?.taints ?? []).length === 0
  } catch (error) {
    if (isNotFound(error)) return false
    throw new Error(`look for the node ${name}`, { cause: error })
  }
}

function configurationOf({ folder, plane, network, containerSocket, group }: KubeletOptions, resolvConf: string) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    containerRuntimeEndpoint: `unix://${containerSocket}`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: group,
    failCgroupV1: false,
    failSwapOn: false,
    address: network.nodeAddress,
    readOnlyPort: 0,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: plane.keys.kubeletClientCertificate },
    },
    authorization: { mode: 'Webhook' },
    clusterDNS: [network.dns],
    clusterDomain: 'cluster.local',
    resolvConf,
    evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
    // The images were brought by hand; nothing could bring them back.
    imageGCHighThresholdPercent: 100,
    podLogsDir: join(folder, 'pod-logs'),
    // Tests wait for what a node says of itself.
    nodeStatusUpdateFrequency: '5s',
    // A program that is killed at each step of its work is started again each time, and not after minutes at the end.
    crashLoopBackOff: { maxContainerRestartPeriod: '1s' },
    syncFrequency: '10s',
  }
}
