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
  /** Address of a registry that answers every pull. */
  readonly registry: string
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
  const { folder, registry, network } = options
  const hosts = join(folder, 'registries', '_default')
  await Promise.all([mkdir(hosts, { recursive: true }), mkdir(join(folder, 'cni'), { recursive: true })])
  await Promise.all([
    writeFile(join(folder, 'containerd.toml'), stringify(containerdOf(options, socket))),
    writeFile(join(hosts, 'hosts.toml'), stringify(hostsOf(registry))),
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
function hostsOf(registry: string) {
  return { server: registry, host: { [registry]: { capabilities: ['pull', 'resolve'] } } }
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
