import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pauseImage } from '../images/images.ts'
import { openApi } from '../kubernetes/api.ts'
import type { KubernetesPrograms } from '../kubernetes/build.ts'
import type { ControlPlane } from '../kubernetes/control-plane.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'
import type { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import { together } from '../run/together.ts'
import { startContainerRuntime } from './container-runtime.ts'
import { makeGroup } from './control-groups.ts'
import { startFirewall } from './firewall.ts'
import { startKubelet } from './kubelet.ts'
import { startNameServer, untilNamesAreKnown } from './name-server.ts'
import { joinBridge, openNodeSpace } from './node-space.ts'
import type { NodePrograms } from './programs.ts'
import { startServiceProxy } from './service-proxy.ts'
import { startVolumes, type Volumes } from './volumes.ts'

export type NodeOptions = {
  readonly cluster: string
  readonly nodeName: string
  readonly network: ClusterNetwork
  readonly kubernetes: KubernetesPrograms
  readonly programs: NodePrograms
  /** The archive with all images. */
  readonly images: string
  /** The registry of every image that names no other one of ours, and those others. */
  readonly registry: string
  readonly plainRegistries: readonly string[]
  /** Folders with programs that the node must see. */
  readonly kept: readonly string[]
  readonly onError: (error: unknown) => void
}

/** A node whose pods run; all of it ends with the first process of its space. */
export type Node = { readonly volumes: Volumes; readonly kubelet: Program }

/**
 * Starts a node and returns when its cluster takes pods, looks up names, serves claims and enforces its policies. What
 * needs no API server is started while `plane` is still starting.
 */
export async function startNode(run: Run, options: NodeOptions, plane: Promise<ControlPlane>): Promise<Node> {
  const { cluster, nodeName, network, programs } = options
  const folder = join(run.folder, 'nodes', cluster)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const group = await makeGroup(run.index, cluster)
  const space = await openNodeSpace(run, cluster, programs.nodeInit, [run.folder, ...options.kept])
  await joinBridge(space, network)
  const { registry, plainRegistries } = options
  const runtimeOptions = { name: cluster, folder, network, pauseImage, registry, plainRegistries }
  const runtime = await startContainerRuntime(space, runtimeOptions, options.images)

  const ready = await plane
  const api = openApi(ready.kubeconfigs.admin)
  const shared = { nodeName, plane: ready, network }
  const kubelet = { ...shared, program: options.kubernetes.kubelet, folder, containerSocket: runtime.socket, group }
  const [volumes, , , running] = await together([
    startVolumes(api, { nodeName, folder: join(folder, 'volumes'), onError: options.onError }),
    startNameServer(api, network),
    startServiceProxy(space, { ...shared, program: options.kubernetes['kube-proxy'] }),
    // The firewall ends if the node that it works for is not in the cluster yet.
    startKubelet(space, kubelet).then(async (started) => {
      await startFirewall(space, { ...shared, program: programs.kubeRouter })
      return started
    }),
  ])
  await untilNamesAreKnown(api)
  return { volumes, kubelet: running }
}
