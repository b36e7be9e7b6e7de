import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ClusterAccess } from '../access.ts'
import { isNotFound, openApi } from '../kubernetes/api.ts'
import { eventually } from '../run/eventually.ts'

/** The pods of an installed cluster backend, as the cluster's administrator sees and ends them. */
export type BackendPods = {
  /** Those that are ready, by name. */
  ready(): Promise<readonly string[]>
  /** Waits until so many are ready and no others are there. */
  untilReady(count: number): Promise<void>
  /** The pod of the instance that acts. */
  leader(): Promise<string>
  /** Waits until another pod than this one acts. */
  untilLeaderIsNot(pod: string): Promise<string>
  /** The programs of ours in a pod, by their ids on this machine. */
  programs(pod: string): Promise<readonly number[]>
  /** Ends the program in a pod as a crash would: `kill -9`. Its pod starts it again. */
  kill(pod: string): Promise<void>
  /** Has the pod end, as a node does that is emptied; another one is made in its place. */
  end(pod: string): Promise<void>
  /** The image of the pod of the instance that acts. */
  image(pod: string): Promise<string>
  /** What all pods said. */
  logs(): Promise<string>
}

const limitMs = 120_000
const label = 'app.kubernetes.io/name=cluster-backend'
const Lease = z.object({ spec: z.object({ holderIdentity: z.string().default('') }) })
const lease = { group: 'coordination.k8s.io', version: 'v1', plural: 'leases', name: 'operations-manager-cluster' }

export function openBackendPods({ kubeconfig }: ClusterAccess, namespace: string): BackendPods {
  const { core, custom } = openApi(kubeconfig)
  const all = async () => (await core.listNamespacedPod({ namespace, labelSelector: label })).items
  const ready = async (): Promise<readonly string[]> =>
    (await all())
      .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
      .filter(({ status }) => status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'))
      .map(({ metadata }) => metadata?.name ?? '')
  const holder = async (): Promise<string> => {
    try {
      const { spec } = Lease.parse(await custom.getNamespacedCustomObject({ ...lease, namespace }))
      return spec.holderIdentity.split(' ')[0] ?? '' // a pod's host name is its own, and comes first
    } catch (error) {
      if (isNotFound(error)) return ''
      throw error
    }
  }
  // Between two instances there is none for a moment.
  const leaderBut = async (former: string | null): Promise<string> => {
    let pod = ''
    await eventually(former === null ? 'an instance acts' : `another one acts than ${former}`, limitMs, async () => {
      pod = await holder()
      return pod !== '' && pod !== former
    })
    return pod
  }
  const uidOf = async (pod: string): Promise<string> =>
    (await core.readNamespacedPod({ namespace, name: pod })).metadata?.uid ?? ''
  const programs = async (pod: string): Promise<readonly number[]> => programsOf(await uidOf(pod))
  return {
    ready,
    untilReady: (count) =>
      eventually(`${count} pods are ready and no others are there`, limitMs, async () => {
        const [there, good] = [(await all()).length, (await ready()).length]
        return there === count && good === count
      }),
    leader: () => leaderBut(null),
    untilLeaderIsNot: leaderBut,
    programs,
    kill: async (pod) => {
      const pids = await programs(pod)
      if (pids.length === 0) throw new Error(`no program runs in ${pod}`)
      for (const pid of pids) process.kill(pid, 'SIGKILL')
    },
    end: async (pod) => void (await core.deleteNamespacedPod({ namespace, name: pod })),
    image: async (pod) => (await core.readNamespacedPod({ namespace, name: pod })).spec?.containers[0]?.image ?? '',
    logs: async () => {
      const texts = (await all()).map(async ({ metadata, status }) => {
        const name = metadata?.name ?? ''
        const log = await core.readNamespacedPodLog({ namespace, name, tailLines: 40 }).catch(String)
        return `${name} ${status?.phase ?? ''} ${JSON.stringify(status?.containerStatuses?.[0]?.state)}:\n${log}`
      })
      return (await Promise.all(texts)).join('\n')
    },
  }
}

/** By the control group of a process, which names its pod. */
async function programsOf(podUid: string): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = ids.map(async (id) => {
    // A process may end while it is looked at.
    const read = (file: string): Promise<string> => readFile(join('/proc', id, file), 'utf8').catch(() => '')
    const isInPod = (await read('cgroup')).includes(podUid)
    return isInPod && (await read('cmdline')).includes('/app/main.js') ? [Number(id)] : []
  })
  return (await Promise.all(found)).flat()
}
