import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClusterAccess } from '@operations-manager/testbed/access.ts'
import { runProgram } from '@operations-manager/testbed/run/run-program.ts'
import type { ClusterView } from './cluster-view.ts'

export type MetricsApi = { readonly close: () => Promise<void> }

type Options = {
  readonly project: string
  readonly deployment: string
  readonly component: string
  readonly cpu: string
}

const group = 'metrics.k8s.io'
const place = { name: 'metrics', namespace: 'kube-system' }

/**
 * Gives a cluster the API of a metrics server, which no registry has to build: every pod of a component takes as much
 * processor time as a test says. The real API server asks it, and the real autoscaler decides by it.
 */
export async function serveMetrics(
  { hostAddress }: ClusterAccess,
  view: ClusterView,
  { project, deployment, component, cpu }: Options,
): Promise<MetricsApi> {
  const podsOf = () =>
    view.list(project, deployment, {
      apiVersion: 'v1',
      kind: 'Pod',
      labels: { 'operations-manager/component': component },
    })
  const answerTo = async (path: string): Promise<object> => {
    if (!path.includes('/pods')) return resources
    const pods = await podsOf()
    return metricsOf(
      pods.map(({ metadata }) => metadata),
      cpu,
    )
  }
  const server = createServer(await ownCertificate(), (request, response) => {
    answerTo(request.url ?? '').then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  server.listen(0, hostAddress)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  // The API server follows the name of such a service, which may be an address.
  await view.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: place,
    spec: { type: 'ExternalName', externalName: hostAddress, ports: [{ port }] },
  })
  await view.apply({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `v1beta1.${group}` },
    spec: {
      service: { ...place, port },
      group,
      version: 'v1beta1',
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  })
  return {
    close: async () => {
      await view.remove({
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        namespace: null,
        name: `v1beta1.${group}`,
      })
      await view.remove({ apiVersion: 'v1', kind: 'Service', ...place })
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const resources = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: `${group}/v1beta1`,
  resources: [{ name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] }],
}

function metricsOf(pods: readonly object[], cpu: string): object {
  const timestamp = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    kind: 'PodMetricsList',
    apiVersion: `${group}/v1beta1`,
    metadata: {},
    items: pods.map((metadata) => ({
      metadata,
      timestamp,
      window: '1s',
      containers: [{ name: 'app', usage: { cpu, memory: '16Mi' } }],
    })),
  }
}

async function ownCertificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'om-metrics-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await runProgram('openssl', [
    'req',
    '-x509',
    '-days',
    '2',
    ...curve,
    '-subj',
    '/CN=metrics',
    '-keyout',
    key,
    '-out',
    cert,
  ])
  const made = { key: await readFile(key), cert: await readFile(cert) }
  await rm(folder, { recursive: true })
  return made
}
