import { resolve } from 'node:path'

/** The chart of the cluster backend. */
export const chart = resolve(import.meta.dirname, '..', '..', 'deploy', 'cluster-backend')

/** What has to be given at an installation and has no usual value. */
export const leastValues = {
  cluster: { name: 'cluster-a', domain: 'a.example.org' },
  installation: {
    id: 'here',
    callerPublicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) },
  },
  link: { url: 'wss://registry.example.org/link', joinTokenSecretName: 'join' },
}

/** All that can be given, each once. */
export const allValues = {
  cluster: { ...leastValues.cluster, scheme: 'http', publicPort: 8080 },
  installation: { ...leastValues.installation, internalSecretName: 'internal' },
  link: {
    url: 'wss://registry.example.org:8443/link',
    joinToken: 'omj_of_a_test',
    certificateAuthority: '-----BEGIN CERTIFICATE-----\nof a test\n-----END CERTIFICATE-----\n',
  },
  image: {
    repository: 'registry.example.org/cluster-backend',
    digest: `sha256:${'0'.repeat(64)}`,
    pullSecrets: ['pull'],
  },
  replicas: 2,
  podLabels: { team: 'platform' },
  podAnnotations: { 'prometheus.io/scrape': 'true' },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'infra', operator: 'Exists', effect: 'NoSchedule' }],
  priorityClassName: 'system-cluster-critical',
  direct: {
    enabled: true,
    tlsSecretName: 'server',
    service: { type: 'LoadBalancer', port: 443, nodePort: 30443, annotations: { a: 'b' } },
  },
  networkPolicy: {
    apiServer: { ranges: ['10.0.0.1/32'], ports: [6443] },
    link: { ranges: ['10.0.1.0/24'] },
    gateway: [{ cidr: '10.0.2.0/24', except: ['10.0.2.1/32'] }],
    metrics: [{ namespace: { name: 'monitoring' }, pods: { app: 'prometheus' } }],
    moreEgress: [{ to: [{ ipBlock: { cidr: '10.0.3.0/24' } }] }],
  },
  otlpEndpoint: 'http://collector:4318',
  prober: { enabled: true, image: 'mirror.example.org/cluster-backend:1' },
  ingress: {
    className: 'nginx',
    tlsIssuer: 'issuer',
    annotations: { a: 'b' },
    stripPath: 'nginx',
    address: { host: '10.0.4.1', port: 443 },
    peers: [{ namespace: { name: 'ingress' } }],
  },
  network: {
    backends: { postgresql: { peers: [{ cidr: '10.0.5.0/24' }], ports: [5432] } },
    forbiddenRanges: ['10.244.0.0/16'],
    egress: 'fqdn',
  },
  quota: { 'requests.cpu': '4', pods: 20 },
  containerLimits: { default: { cpu: '1', memory: '1Gi' }, max: null },
  volumeGroup: 1000,
  certificateAuthority: '-----BEGIN CERTIFICATE-----\nof a test\n-----END CERTIFICATE-----\n',
  storageClasses: ['fast', 'shared'],
  sharedStorageClasses: ['shared'],
  offers: { postgresql: { limits: { connections: 50 } }, scratch: null },
  serviceSettings: { redis: {} },
  postgresql: {
    url: 'postgres://admin:hunter2@db.example.org/postgres',
    workloadAddress: 'db.example.org:5432',
    tls: true,
    extensions: ['pgcrypto', 'citext'],
  },
  objectStorage: { url: 'https://minio:9000', accessKey: 'key', secretKey: 'hunter3', workloadUrl: 'https://minio' },
  identity: {
    url: 'https://keycloak:8443',
    clientId: 'backend',
    clientSecret: 'hunter4',
    publicUrl: 'https://login.example.org',
    workloadUrl: 'https://login.example.org',
    sharedRealm: 'all',
    mail: { host: 'mail', from: 'a@example.org', account: { user: 'u', password: 'hunter5' } },
    provider: {
      alias: 'org',
      issuer: 'https://id',
      clientId: 'c',
      clientSecret: 'hunter6',
      authorizationUrl: 'https://id/a',
      tokenUrl: 'https://id/t',
      jwksUrl: 'https://id/k',
    },
  },
}
