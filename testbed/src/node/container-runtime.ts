import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'smol-toml'
import { runProgram } from '../run/run-program.ts'
import type { Program } from '../run/program.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'
import type { NodeSpace } from './node-space.ts'

export type ContainerRuntime = { readonly program: Program; readonly socket: string }

export type ContainerRuntimeOptions = {
  readonly name: string
  readonly folder: string
  readonly network: ClusterNetwork
  readonly pauseImage: string
  /** Address of the registry that is asked for every image whose own registry is not named below. */
  readonly registry: string
  /** Registries that speak plain HTTP, as they stand in images' names. */
  readonly plainRegistries: readonly string[]
}

/** Starts containerd in a node and brings the images of an archive into it. */
export async function startContainerRuntime(
  space: NodeSpace,
  options: ContainerRuntimeOptions,
  imageArchive: string,
): Promise<ContainerRuntime> {
  const { folder, name } = options
  const socket = join(folder, 'containerd.sock')
  await writeConfiguration(options, socket)
  const program = space.programInside({
    name: `${name}-containerd`,
    file: 'containerd',
    args: ['--config', join(folder, 'containerd.toml')],
    isReady: async () => {
      await ctr(socket, 'version')
      return true
    },
    readyLimitMs: 180_000,
  })
  await program.start()
  await ctr(socket, '--namespace', 'k8s.io', 'images', 'import', '--snapshotter', snapshotter, imageArchive)
  return { program, socket }
}

/** Copies files instead of stacking them: works on every file system. */
const snapshotter = 'native'

function ctr(socket: string, ...args: string[]): Promise<string> {
  return runProgram('ctr', ['--address', socket, ...args])
}

async function writeConfiguration(options: ContainerRuntimeOptions, socket: string): Promise<void> {
  const { folder, registry, plainRegistries, network } = options
  await mkdir(join(folder, 'cni'), { recursive: true })
  await Promise.all([
    writeFile(join(folder, 'containerd.toml'), stringify(containerdOf(options, socket))),
    writeHosts(folder, '_default', registry),
    ...plainRegistries.map((host) => writeHosts(folder, host, `http://${host}`)),
    writeFile(join(folder, 'cni', '10-pods.conflist'), JSON.stringify(podNetworkOf(folder, network))),
  ])
}

function containerdOf({ folder, pauseImage }: ContainerRuntimeOptions, socket: string) {
  return {
    version: 2,
    root: join(folder, 'containerd'),
    state: '/run/containerd-state',
    grpc: { address: socket },
    plugins: {
      'io.containerd.grpc.v1.cri': {
        sandbox_image: pauseImage,
        // A machine that is itself a guest may not lower anybody's score.
        restrict_oom_score_adj: true,
        cni: { bin_dir: '/usr/lib/cni', conf_dir: join(folder, 'cni') },
        containerd: { snapshotter },
        registry: { config_path: join(folder, 'registries') },
      },
      'io.containerd.internal.v1.opt': { path: join(folder, 'opt') },
    },
  }
}

// Every pull goes there and nowhere else.
async function writeHosts(folder: string, name: string, url: string): Promise<void> {
  const hosts = join(folder, 'registries', name)
  await mkdir(hosts, { recursive: true })
  const content = { server: url, host: { [url]: { capabilities: ['pull', 'resolve'] } } }
  await writeFile(join(hosts, 'hosts.toml'), stringify(content))
}

function podNetworkOf(folder: string, { pods }: ClusterNetwork) {
  return {
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: {
          type: 'host-local',
          dataDir: join(folder, 'pod-addresses'),
          ranges: [[{ subnet: pods }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
    ],
  }
}
