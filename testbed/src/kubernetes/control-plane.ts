import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import { together } from '../run/together.ts'
import { issueTokens, tokenFile, writeKubeconfigs, type Account } from './accounts.ts'
import { isNotFound, openApi } from './api.ts'
import type { KubernetesPrograms } from './build.ts'
import { makeKeys, type ControlPlaneKeys } from './keys.ts'
import type { ClusterNetwork } from './network.ts'

export type ControlPlaneOptions = {
  readonly name: string
  readonly programs: KubernetesPrograms
  readonly network: ClusterNetwork
  /** Where the API server listens: the machine's address on the bridge if there is a node, else loopback. */
  readonly address: string
  /** The node that will join; null if none does. */
  readonly nodeName: string | null
}

/** The programs of a cluster that need no node, all running. */
export type ControlPlane = {
  readonly name: string
  readonly folder: string
  readonly server: string
  readonly authorityFile: string
  readonly keys: ControlPlaneKeys
  readonly kubeconfigs: Readonly<Record<Account, string>>
  /** Each may be killed and started again over its data. */
  readonly etcd: Program
  readonly apiServer: Program
  readonly controllers: Program
  readonly scheduler: Program
}

const startLimitMs = 180_000

/** Starts a control plane and returns when its API answers and its controllers work. */
export async function startControlPlane(run: Run, options: ControlPlaneOptions): Promise<ControlPlane> {
  const prepared = await prepare(run, options)
  const { etcd, apiServer, controllers, scheduler } = prepared
  await etcd.start()
  await apiServer.start()
  await together([controllers.start(), scheduler.start()])
  return prepared
}

async function prepare(run: Run, options: ControlPlaneOptions): Promise<ControlPlane> {
  const { name, address, nodeName } = options
  const folder = join(run.folder, 'clusters', name)
  const certificates = join(folder, 'certificates')
  await mkdir(certificates, { recursive: true, mode: 0o700 })
  const tokens = issueTokens()
  await writeFile(join(folder, 'tokens.csv'), tokenFile(tokens, nodeName ?? 'none'), { mode: 0o600 })
  const [keys, port, etcdPort, peerPort] = await Promise.all([
    makeKeys(certificates),
    reservedPort(address),
    reservedPort(),
    reservedPort(),
  ])
  const server = `https://${address}:${port}`
  const authorityFile = join(certificates, 'apiserver.crt')
  const kubeconfigs = await writeKubeconfigs(folder, { name, server, authorityFile }, tokens)
  const etcdUrl = `http://127.0.0.1:${etcdPort}`
  const plane = { name, folder, server, authorityFile, keys, kubeconfigs }
  return {
    ...plane,
    etcd: etcdOf(run, name, folder, etcdUrl, `http://127.0.0.1:${peerPort}`),
    apiServer: apiServerOf(run, options, plane, port, etcdUrl),
    controllers: controllersOf(run, options, plane),
    scheduler: schedulerOf(run, options, plane),
  }
}

type Plane = Omit<ControlPlane, 'etcd' | 'apiServer' | 'controllers' | 'scheduler'>

function etcdOf(run: Run, name: string, folder: string, url: string, peerUrl: string): Program {
  return new Program(run, {
    name: `${name}-etcd`,
    file: 'etcd',
    args: [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      // Nothing here outlives the machine, and waiting for the disk is most of etcd's time.
      '--unsafe-no-fsync',
      '--logger=zap',
    ],
    isReady: async (signal) => (await fetch(`${url}/health`, { signal })).ok,
    readyLimitMs: startLimitMs,
  })
}

function apiServerOf(run: Run, options: ControlPlaneOptions, plane: Plane, port: number, etcdUrl: string): Program {
  const { keys, folder, kubeconfigs } = plane
  return new Program(run, {
    name: `${plane.name}-apiserver`,
    file: options.programs['kube-apiserver'],
    args: [
      `--etcd-servers=${etcdUrl}`,
      `--bind-address=${options.address}`,
      `--advertise-address=${options.address}`,
      // The service "kubernetes" cannot lead to a loopback address.
      `--endpoint-reconciler-type=${options.nodeName === null ? 'none' : 'lease'}`,
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      '--authorization-mode=RBAC,Node',
      '--enable-admission-plugins=NodeRestriction',
      `--service-cluster-ip-range=${options.network.services}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${keys.accountKey}`,
      `--service-account-key-file=${keys.accountPublicKey}`,
      '--allow-privileged=true',
      '--kubelet-preferred-address-types=InternalIP',
      `--kubelet-client-certificate=${keys.kubeletClientCertificate}`,
      `--kubelet-client-key=${keys.kubeletClientKey}`,
    ],
    // The certificate is made by the server itself, so it is read anew until it is there.
    isReady: (signal) => openApi(kubeconfigs.admin).health.readyz({ signal }),
    readyLimitMs: startLimitMs,
  })
}

function controllersOf(run: Run, options: ControlPlaneOptions, plane: Plane): Program {
  return new Program(run, {
    name: `${plane.name}-controller-manager`,
    file: options.programs['kube-controller-manager'],
    args: [
      `--kubeconfig=${plane.kubeconfigs.controllers}`,
      `--service-account-private-key-file=${plane.keys.accountKey}`,
      `--root-ca-file=${plane.authorityFile}`,
      '--use-service-account-credentials=true',
      '--allocate-node-cidrs=true',
      `--cluster-cidr=${options.network.pods}`,
      '--leader-elect=false',
      // By default it asks 20 times a second, and removing a namespace takes a hundred questions.
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      '--secure-port=0',
    ],
    isReady: () => hasDefaultAccount(plane.kubeconfigs.admin),
    readyLimitMs: startLimitMs,
  })
}

// The first thing that the controllers make, and that pods need.
async function hasDefaultAccount(kubeconfig: string): Promise<boolean> {
  try {
    await openApi(kubeconfig).core.readNamespacedServiceAccount({ name: 'default', namespace: 'default' })
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw new Error('look for the account that controllers make', { cause: error })
  }
}

function schedulerOf(run: Run, options: ControlPlaneOptions, plane: Plane): Program {
  return new Program(run, {
    name: `${plane.name}-scheduler`,
    file: options.programs['kube-scheduler'],
    args: [`--kubeconfig=${plane.kubeconfigs.scheduler}`, '--leader-elect=false', '--secure-port=0'],
    // It has no port; pods show whether it works.
    isReady: () => Promise.resolve(true),
    readyLimitMs: startLimitMs,
  })
}
