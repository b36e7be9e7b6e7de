import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, createServer, type Server } from 'node:tls'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { startPostgresql } from '@operations-manager/testbed/services/postgresql.ts'
import { openRun, type Run } from '@operations-manager/testbed/run/run-folder.ts'
import type { ServicePlace } from '@operations-manager/testbed/services/service.ts'
import { kubernetesSettings } from '@operations-manager/testbed/settings/kubernetes-settings.ts'
import { issue, makeAuthority } from '@operations-manager/testbed/trust/authority.ts'
import { issueInto, readAuthority } from '@operations-manager/testbed/trust/trust.ts'
import { changed, finished, type Operation } from '../system/graph.ts'
import { signFile, small } from './park-file.ts'
import { startRealSystem, type RealSystem } from './real-system.ts'

let system: RealSystem
let alice: GraphClient
let run: Run
let front: Server

/**
 * Backends are told of workloads what is not true of them, each in another way; for the backend itself all is well. What
 * fails here fails since a pod tried it.
 */
beforeAll(async () => {
  const [services, clusters] = [inject('services'), inject('clusters')]
  const cluster = clusters.find(({ name }) => name === 'cluster-b')!
  run = await openRun(() => undefined)
  // Another server, in which nobody has the password that the workload is given.
  const elsewhere = new URL((await startPostgresql(run, await placeFor(cluster.hostAddress))).url)
  front = await inFrontOf(services.minio.url, cluster.hostAddress)
  const { port } = front.address() as AddressInfo // it listens on a port
  const network = JSON.parse(kubernetesSettings(cluster, services, '')['NETWORK']!) as Network // as it was written
  const peers = [{ cidr: `${cluster.hostAddress}/32` }]
  const backends = {
    ...network.backends,
    postgresql: { peers, ports: [Number(elsewhere.port)] },
    'object-storage': { peers, ports: [port] },
    // The policy lets workloads out to where nobody is.
    'single-sign-on': { peers, ports: [1] },
  }
  system = await startRealSystem(services, clusters, {
    'cluster-a': { PROBER_IMAGE: 'docker.io/operations-manager/never-built:1' },
    'cluster-b': {
      NETWORK: JSON.stringify({ ...network, backends }),
      POSTGRESQL_WORKLOAD_ADDRESS: elsewhere.host,
      OBJECT_STORAGE_WORKLOAD_URL: `https://${cluster.hostAddress}:${port}`,
      // Room for the one pod that each of these deployments asks for, and for nothing beside it.
      QUOTA: JSON.stringify({ pods: '1', 'requests.memory': small.memory }),
    },
  })
  alice = await system.as('alice')
}, 240_000)

afterAll(async () => {
  await system?.stop()
  front?.close()
  await run?.close()
})

type Network = { readonly backends: Readonly<Record<string, unknown>> }

/** A place for one more server with a certificate of the testbed's own authority. */
async function placeFor(address: string): Promise<ServicePlace> {
  const tls = inject('services').tls!
  const folder = join(run.folder, 'certificate')
  await issueInto(folder, await readAuthority(tls), { names: [address] })
  return { address, tls: { folder, authority: tls.authority, authorityFile: tls.authorityFile } }
}

/** The same server behind a certificate that another authority signed. */
async function inFrontOf(url: string, address: string): Promise<Server> {
  const { hostname: host, port } = new URL(url)
  const { certificate, key } = await issue(await makeAuthority('somebody else'), { names: [address] })
  const server = createServer({ cert: certificate, key }, (secure) => {
    const behind = connect({ host, port: Number(port), ca: inject('services').tls!.authority })
    secure.on('error', () => behind.destroy()).pipe(behind)
    behind.on('error', () => secure.destroy()).pipe(secure)
  })
  server.listen(0, address)
  await once(server, 'listening')
  return server
}

const failures = [
  {
    name: 'a password that the server of the workload does not take',
    service: { type: 'postgresql' },
    cluster: 'cluster-b',
    code: 'PROOF_FAILED',
    fault: 'CREDENTIALS',
    message: /From where "web" stands: Signed in as "wrong.*28P01/s,
    remedy: 'reissueCredentials',
  },
  {
    name: 'a certificate that another authority signed',
    service: { type: 'object-storage' },
    cluster: 'cluster-b',
    code: 'CERTIFICATE_UNTRUSTED',
    fault: 'PLATFORM',
    message: /signed by nobody whom this cluster trusts/,
    remedy: null,
  },
  {
    name: 'a network policy that does not let the workload out',
    service: { type: 'single-sign-on' },
    cluster: 'cluster-b',
    code: 'WORKLOAD_CUT_OFF',
    fault: 'NETWORK',
    message: /The cluster backend reaches it, so the network keeps the workload from it/,
    remedy: null,
  },
  {
    name: 'an image of the prober that cannot be pulled',
    service: { type: 'postgresql' },
    cluster: 'cluster-a',
    code: 'PROBER_NOT_STARTED',
    fault: 'PLATFORM',
    message: /never-built/,
    remedy: null,
  },
] as const

describe('what only the workload would notice ends the operation:', () => {
  test.concurrent.each(failures)('$name', async ({ service, cluster, code, fault, message, remedy }) => {
    const name = `wrong-${service.type}${cluster === 'cluster-a' ? '-image' : ''}`
    const file = signFile(name, cluster, system.image('1'), { uses: ['thing'] }, { services: { thing: service } })
    const operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 150_000)
    expect(stateOf(operation, 'live/web/reach')).toBe('FAILED')
    // The backend itself saw no fault, and the workload has all that it asked for.
    expect(stateOf(operation, 'live/thing/proof')).toBe('SUCCEEDED')
    expect(operation.state).toBe('FAILED')
    const problems = operation.targets.flatMap((target) => target.problems)
    expect(problems).toMatchObject([{ code, fault, message: expect.stringMatching(message) }])
    expect(problems[0]!.remedies.map(({ mutation }) => mutation)).toContain(remedy)
  })
})

function stateOf(operation: Operation, key: string): string | undefined {
  return operation.steps.find((step) => step.key === key)?.state
}
