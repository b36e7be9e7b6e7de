import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import type { Api } from '../kubernetes/api.ts'
import { follow } from '../kubernetes/follow.ts'
import { settling } from '../kubernetes/settling.ts'
import { Program } from '../run/program.ts'
import type { Run } from '../run/run-folder.ts'
import type { Certificate } from '../trust/authority.ts'
import { hostsToCertify, openProxyCertificates } from './certificates.ts'
import { nginxConfiguration, type NginxPlaces } from './nginx.ts'
import { putConfiguration, takeUp } from './reload.ts'
import { planRoutes, type Routes } from './routes.ts'

/** A real reverse proxy on this machine that follows one cluster's Ingress objects. */
export type IngressProxy = {
  readonly port: number
  /** Where it speaks TLS. */
  readonly securePort: number
  /** Address of the registry beside it that has no image at all, so that pulls end at once with "not found". */
  readonly registry: string
  /** `address:port` of the registry beside it that has too much to do, whoever asks. */
  readonly busyRegistry: string
  readonly program: Program
  /** From now on follows the cluster. */
  readonly followCluster: (api: Api) => Promise<void>
  readonly close: () => Promise<void>
}

export type IngressProxyOptions = {
  readonly name: string
  readonly hostAddress: string
  /** Who issues certificates for hosts that ask for one. */
  readonly authority: Certificate
  readonly onError: (error: unknown) => void
}

/** Starts the proxy on the machine's address that pods and nodes know, and on loopback for people. */
export async function startIngressProxy(run: Run, options: IngressProxyOptions): Promise<IngressProxy> {
  const { name, hostAddress, authority, onError } = options
  const folder = join(run.folder, 'ingress', name)
  await mkdir(folder, { recursive: true })
  const port = await reservedPort(hostAddress)
  const securePort = await reservedPort(hostAddress)
  const registry = `${hostAddress}:${await reservedPort(hostAddress)}`
  const busyRegistry = `${hostAddress}:${await reservedPort(hostAddress)}`
  const { fallback, of: certificatesOf } = await openProxyCertificates(join(folder, 'certificates'), authority)
  const placesFor = async (hosts: readonly string[]): Promise<NginxPlaces> => ({
    folder,
    listen: [`${hostAddress}:${port}`, `127.0.0.1:${port}`],
    registry,
    busyRegistry,
    secure: {
      listen: [`${hostAddress}:${securePort}`, `127.0.0.1:${securePort}`],
      fallback,
      certificates: await certificatesOf(hosts),
    },
  })
  const file = join(folder, 'nginx.conf')
  await writeFile(file, nginxConfiguration(new Map(), await placesFor([])))
  const program = new Program(run, {
    name: `${name}-ingress`,
    file: 'nginx',
    args: ['-c', file, '-p', folder, '-e', join(run.logFolder, `${name}-ingress.log`), '-g', 'daemon off;'],
    isReady: async (signal) => (await fetch(`http://${hostAddress}:${port}/`, { signal })).status === 404,
    readyLimitMs: 60_000,
    stopSignal: 'SIGQUIT',
  })
  await program.start()
  let end: () => Promise<void> = () => Promise.resolve()
  return {
    port,
    securePort,
    registry: `http://${registry}`,
    busyRegistry,
    program,
    followCluster: async (api) => {
      const apply = async ({ routes, hosts, isNewShape }: Wanted): Promise<void> => {
        const places = await placesFor(hosts)
        const configuration = nginxConfiguration(routes, places)
        await putConfiguration({ file, folder: places.folder }, configuration, isNewShape)
        await takeUp(program)
      }
      end = await followRoutes(api, apply, onError)
    },
    close: () => end(),
  }
}

/**
 * Routes, and the hosts that are to have certificates. `isNewShape`: not only the pods behind what was there before are
 * others.
 */
type Wanted = { readonly routes: Routes; readonly hosts: readonly string[]; readonly isNewShape: boolean }

async function followRoutes(
  api: Api,
  apply: (wanted: Wanted) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let shown = { text: '', shape: '' }
  const work = settling(async () => {
    const routes = planRoutes({ ingresses: ingresses.list(), services: services.list(), slices: slices.list() })
    const hosts = hostsToCertify(ingresses.list())
    const text = JSON.stringify([hosts, ...routes])
    if (text === shown.text) return
    const shape = shapeOf(hosts, routes)
    await apply({ routes, hosts, isNewShape: shape !== shown.shape })
    shown = { text, shape }
  }, onError)
  const ingresses = follow(
    api,
    '/apis/networking.k8s.io/v1/ingresses',
    () => api.networking.listIngressForAllNamespaces(),
    work.poke,
  )
  const services = follow(api, '/api/v1/services', () => api.core.listServiceForAllNamespaces(), work.poke)
  const slices = follow(
    api,
    '/apis/discovery.k8s.io/v1/endpointslices',
    () => api.discovery.listEndpointSliceForAllNamespaces(),
    work.poke,
  )
  const all = [ingresses, services, slices]
  await Promise.all(all.map((one) => one.start()))
  return async () => {
    await Promise.all(all.map((one) => one.close()))
    await work.idle()
  }
}

/** All that is wanted but for which pods answer. */
function shapeOf(hosts: readonly string[], routes: Routes): string {
  const shapes = Array.from(routes, ([host, found]) => [host, found.map((route) => ({ ...route, endpoints: [] }))])
  return JSON.stringify([hosts, shapes])
}
