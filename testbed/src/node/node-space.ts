import { readFile } from 'node:fs/promises'
import { childrenOf } from '../run/children-of.ts'
import { runProgram } from '../run/run-program.ts'
import { Program, type ProgramOptions } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'

/**
 * A node's own network, mounts and processes on this machine. All of it ends with its first process, so that nothing
 * of a node can be left behind, whatever ended it.
 */
export type NodeSpace = {
  /** Runs a program of the system in the node to its end. */
  readonly runInside: (file: string, args: readonly string[]) => Promise<string>
  /** A server that runs in the node. End it with `kill`: the signal of `stop` would only reach the `nsenter` before it. */
  readonly programInside: (options: ProgramOptions) => Program
  readonly first: Program
}

/** Makes the node's space; `init` is the program `node-init`, `kept` the folders of the machine that it must see. */
export async function openNodeSpace(
  run: Run,
  name: string,
  init: string,
  kept: readonly string[],
): Promise<NodeSpace & { readonly pid: number }> {
  const first: Program = new Program(run, {
    name: `${name}-node`,
    file: 'unshare',
    args: ['--net', '--mount', '--pid', '--fork', '--kill-child', init, ...kept],
    isReady: async () => (await readFile(first.logFile, 'utf8')).includes('the node is ready'),
    readyLimitMs: 60_000,
  })
  await first.start()
  const pid = await childOf(first)
  // Its end is what a cleaning run has to wait for: then the node's mounts and network are gone.
  run.processes.add(`${name}-node-init`, pid, { isGroup: false })
  const enter = ['--target', String(pid), '--net', '--mount', '--pid', '--']
  return {
    pid,
    first,
    runInside: (file, args) => runProgram('nsenter', [...enter, file, ...args]),
    programInside: ({ file, args, ...options }) =>
      new Program(run, { ...options, file: 'nsenter', args: [...enter, file, ...args] }),
  }
}

async function childOf({ pid }: Program): Promise<number> {
  const [child, ...others] = pid === null ? [] : await childrenOf(pid)
  if (child === undefined || others.length > 0) throw new Error('The first process of a node is not there.')
  return child
}

/** Joins the node to the bridge of its testbed, and tells the machine where the node's pods are. */
export async function joinBridge(space: NodeSpace & { readonly pid: number }, network: ClusterNetwork): Promise<void> {
  const { link, bridge, nodeAddress, hostAddress, pods } = network
  const ip = (...args: string[]): Promise<string> => runProgram('ip', args)
  await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(space.pid))
  await ip('link', 'set', link, 'master', bridge, 'up')
  await space.runInside('ip', ['link', 'set', 'lo', 'up'])
  await space.runInside('ip', ['address', 'add', `${nodeAddress}/24`, 'dev', 'eth0'])
  await space.runInside('ip', ['link', 'set', 'eth0', 'up'])
  await space.runInside('ip', ['route', 'add', 'default', 'via', hostAddress])
  await ip('route', 'add', pods, 'via', nodeAddress)
}
