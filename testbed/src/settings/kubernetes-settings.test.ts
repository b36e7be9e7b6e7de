import { expect, test } from 'vitest'
import type { ClusterAccess, Services } from '../access.ts'
import { kubernetesSettings } from './kubernetes-settings.ts'

const cluster: ClusterAccess = {
  name: 'alpha',
  kubeconfig: '/run/alpha.kubeconfig',
  server: 'https://10.250.0.1:6443',
  domain: 'alpha.localhost',
  hostAddress: '10.250.0.1',
  outsideAddress: '203.0.113.0',
  ingress: { address: '10.250.0.1', port: 8000, secure: { port: 8443, authority: 'PEM' }, scheme: 'http' },
  busyRegistry: null,
  node: true,
  ranges: { pods: '10.244.0.0/24', services: '10.245.0.0/24', nodes: '10.250.0.0/24' },
  storageClasses: ['local'],
}
const services: Services = {
  postgresqlUrl: 'postgres://root:secret-one@10.250.0.1:5432/postgres',
  minio: { url: 'http://10.250.0.1:9000', accessKey: 'key', secretKey: 'secret-two' },
  keycloak: { url: 'http://10.250.0.1:8080', clientId: 'admin', clientSecret: 'secret-three' },
  tls: null,
}

test('pods are let out to the ports of the services and in from the proxy, and nowhere near the cluster itself', () => {
  const settings = kubernetesSettings(cluster, services, '/run/backend.kubeconfig')
  const peers = [{ cidr: '10.250.0.1/32' }]
  expect(JSON.parse(settings['NETWORK']!)).toEqual({
    backends: {
      postgresql: { peers, ports: [5432] },
      'object-storage': { peers, ports: [9000] },
      'single-sign-on': { peers, ports: [8080] },
    },
    forbiddenRanges: ['10.244.0.0/24', '10.245.0.0/24', '10.250.0.0/24'],
  })
  expect(JSON.parse(settings['INGRESS']!)).toEqual({
    address: { host: '10.250.0.1', port: 8000 },
    peers,
    stripPath: 'nginx',
  })
})

test('what is told of the cluster has none of the services’ secrets', () => {
  expect(JSON.stringify(kubernetesSettings(cluster, services, '/run/backend.kubeconfig'))).not.toMatch(/secret-/)
})

test('where hosts are published over TLS, people and proofs use that, with certificates of its issuer', () => {
  const ingress = { ...cluster.ingress!, scheme: 'https' as const }
  const settings = kubernetesSettings({ ...cluster, ingress }, services, '/run/backend.kubeconfig')
  expect(settings).toMatchObject({ SCHEME: 'https', PUBLIC_PORT: '8443' })
  expect(JSON.parse(settings['INGRESS']!)).toMatchObject({
    address: { host: '10.250.0.1', port: 8443 },
    tlsIssuer: 'testbed',
  })
  expect(kubernetesSettings(cluster, services, '/run/backend.kubeconfig')).toMatchObject({
    SCHEME: 'http',
    PUBLIC_PORT: '8000',
  })
})
