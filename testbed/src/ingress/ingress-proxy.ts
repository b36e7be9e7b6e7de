import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Api } from '../kubernetes/api.ts'
import { follow } from '../kubernetes/follow.ts'
import { settling } from '../kubernetes/settling.ts'
import { freePort } from '../run/port.ts'
import { Program } from '../run/program.ts'
import { runProgram } from '../run/run-program.ts'
import type { Run } from '../run/run-folder.ts'
import { nginxConfiguration, type NginxPlaces } from './nginx.ts'
import { planRoutes, type Routes } from './routes.ts'

/** A real reverse proxy on this machine that follows one cluster's Ingress objects. */
export type IngressProxy = {
  readonly port: number
  /** Address of the registry beside it that has no image at all, so that pulls end at once with "not found". */
  readonly registry: string
  readonly program: Program
  /** From now on follows the cluster. */
  readonly followCluster: (api: Api) => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts the proxy on the machine's address that pods and nodes know, and on loopback for people. */
export async function startIngressProxy(
  run: Run,
  options: { readonly name: string; readonly hostAddress: string; readonly onError: (error: unknown) => void },
): Promise<IngressProxy> {
  const { name, hostAddress, onError } = options
  const folder = join(run.folder, 'ingress', name)
  await mkdir(folder, { recursive: true })
  const [port, registryPort] = await Promise.all([freePort(hostAddress), freePort(hostAddress)])
  const registry = `${hostAddress}:${registryPort}`
  const places = { folder, listen: [`${hostAddress}:${port}`, `127.0.0.1:${port}`], registry }
  const file = join(folder, 'nginx.conf')
  await writeFile(file, nginxConfiguration(new Map(), places))
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
    registry: `http://${registry}`,
    program,
    followCluster: async (api) => {
      end = await followRoutes(api, (routes) => reload(program, file, places, routes), onError)
    },
    close: () => end(),
  }
}

async function followRoutes(
  api: Api,
  apply: (routes: Routes) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let shown = ''
  const work = settling(async () => {
    const routes = planRoutes({ ingresses: ingresses.list(), services: services.list(), slices: slices.list() })
    const text = JSON.stringify(Array.from(routes))
    if (text === shown) return
    await apply(routes)
    shown = text
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

// A configuration that nginx refuses never takes the place of the one that works.
async function reload(program: Program, file: string, places: NginxPlaces, routes: Routes): Promise<void> {
  const fresh = `${file}.new`
  await writeFile(fresh, nginxConfiguration(routes, places))
  await runProgram('nginx', ['-t', '-q', '-c', fresh, '-p', places.folder])
  await rename(fresh, file)
  const { pid } = program
  if (pid !== null) process.kill(pid, 'SIGHUP')
}
