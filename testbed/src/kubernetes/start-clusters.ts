import { join } from 'node:path'
import type { ClusterAccess } from '../access.ts'
import { writeImageArchive, type ArchivedImage } from '../images/archive.ts'
import { staticImagesOf } from '../images/images.ts'
import { readStaticImages } from '../images/static-image.ts'
import { startIngressProxy, type IngressProxy } from '../ingress/ingress-proxy.ts'
import { startNode } from '../node/start-node.ts'
import type { NodePrograms } from '../node/programs.ts'
import { storageClass } from '../node/volumes.ts'
import type { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import { together } from '../run/together.ts'
import type { Certificate } from '../trust/authority.ts'
import { openApi } from './api.ts'
import { nameKubernetes, type KubernetesPrograms } from './build.ts'
import { startControlPlane, type ControlPlane } from './control-plane.ts'
import { networkOf, type ClusterNetwork } from './network.ts'

export type ClustersOptions = {
  readonly names: readonly string[]
  /** The binary of Kubernetes. */
  readonly kubernetes: string
  /** What nodes are made of; null if the clusters have none. */
  readonly nodes: {
    readonly programs: NodePrograms
    /** The images of our own programs, which the nodes have from the start. */
    readonly images: readonly ArchivedImage[]
    /** The testbed's own registry of images. */
    readonly imageRegistry: string
    /** The machine's address that pods know: the bridge of this run must be there. */
    readonly hostAddress: string
    /** Who issues certificates for published hosts. */
    readonly authority: Certificate
    readonly cacheFolder: string
    /** Told of errors in what runs on beside the caller: proxies and volumes try again by themselves. */
    readonly onError: (error: unknown) => void
  } | null
}

export type Cluster = {
  readonly access: ClusterAccess
  readonly plane: ControlPlane
  /** What runs the pods of its node and says how the node is; null if it has none. */
  readonly kubelet: Program | null
  readonly close: () => Promise<void>
}

/** Starts clusters side by side and returns when all of them can be used. Their processes end with the run. */
export async function startClusters(run: Run, options: ClustersOptions): Promise<readonly Cluster[]> {
  const kubernetes = await nameKubernetes(options.kubernetes, join(run.folder, 'kubernetes'))
  const { nodes } = options
  const images = join(run.folder, 'images.tar')
  const archive = nodes === null ? Promise.resolve() : writeImages(images, nodes)
  return await together(
    options.names.map(async (name, index) => {
      const network = networkOf(run.index, index)
      const one = { name, network, kubernetes, images, scheme: index === 0 ? 'https' : 'http' } as const
      if (nodes === null) return await startBareCluster(run, one)
      await archive
      return await startClusterWithNode(run, one, nodes)
    }),
  )
}

async function writeImages(path: string, { programs, images }: NonNullable<ClustersOptions['nodes']>): Promise<void> {
  await writeImageArchive(path, [...(await readStaticImages(staticImagesOf(programs))), ...images])
}

type One = {
  readonly name: string
  readonly network: ClusterNetwork
  readonly kubernetes: KubernetesPrograms
  readonly images: string
  /** How its hosts are published: clusters differ in this. */
  readonly scheme: 'http' | 'https'
}

async function startBareCluster(run: Run, { name, network, kubernetes }: One): Promise<Cluster> {
  const address = '127.0.0.1'
  const plane = await startControlPlane(run, { name, programs: kubernetes, network, address, nodeName: null })
  const access = accessOf(plane, network, address, null)
  return { access, plane, kubelet: null, close: () => Promise.resolve() }
}

async function startClusterWithNode(
  run: Run,
  { name, network, kubernetes, images, scheme }: One,
  { hostAddress, authority, programs, cacheFolder, imageRegistry, onError }: NonNullable<ClustersOptions['nodes']>,
): Promise<Cluster> {
  const nodeName = `${name}-node`
  const plane = startControlPlane(run, { name, programs: kubernetes, network, address: hostAddress, nodeName })
  const starting = (async () => {
    const proxy = await startIngressProxy(run, { name, hostAddress, authority, onError })
    const pulls = { registry: proxy.registry, plainRegistries: [imageRegistry, proxy.busyRegistry] }
    const kept = [cacheFolder]
    const options = { cluster: name, nodeName, network, kubernetes, programs, images, ...pulls, kept, onError }
    const [node] = await together([
      startNode(run, options, plane),
      plane.then(({ kubeconfigs }) => proxy.followCluster(openApi(kubeconfigs.admin))),
    ])
    return { proxy, node }
  })()
  const [ready, { proxy, node }] = await together([plane, starting])
  return {
    access: accessOf(ready, network, hostAddress, {
      ingress: ingressOf(proxy, hostAddress, authority.certificate, scheme),
      busyRegistry: proxy.busyRegistry,
    }),
    plane: ready,
    kubelet: node.kubelet,
    close: async () => {
      await Promise.all([proxy.close(), node.volumes.close()])
    },
  }
}

function accessOf(
  plane: ControlPlane,
  network: ClusterNetwork,
  hostAddress: string,
  node: Pick<ClusterAccess, 'ingress' | 'busyRegistry'> | null,
): ClusterAccess {
  return {
    name: plane.name,
    kubeconfig: plane.kubeconfigs.admin,
    server: plane.server,
    // Browsers take every name below "localhost" for this machine.
    domain: `${plane.name}.localhost`,
    hostAddress,
    outsideAddress: node === null ? null : network.outsideAddress,
    ingress: node?.ingress ?? null,
    busyRegistry: node?.busyRegistry ?? null,
    node: node !== null,
    ranges: { pods: network.pods, services: network.services, nodes: network.nodes },
    storageClasses: node === null ? [] : [storageClass],
  }
}

function ingressOf(
  { port, securePort }: IngressProxy,
  address: string,
  authority: string,
  scheme: 'http' | 'https',
): NonNullable<ClusterAccess['ingress']> {
  return { address, port, secure: { port: securePort, authority }, scheme }
}
