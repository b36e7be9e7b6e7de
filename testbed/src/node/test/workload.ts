import { request } from 'node:http'
import type {
  V1Container,
  V1Deployment,
  V1Ingress,
  V1NetworkPolicy,
  V1PodSpec,
  V1Service,
} from '@kubernetes/client-node'
import type { ClusterAccess } from '../../access.ts'
import { testApplicationImage, type TestApplicationVersion } from '../../images/images.ts'

type PodWish = {
  readonly image?: string
  readonly version?: TestApplicationVersion
  readonly env?: Readonly<Record<string, string>>
  /** Claim that is mounted at `/data`. */
  readonly claim?: string
  /** ConfigMap that is mounted at `/trust`. */
  readonly trust?: string
}

/** A pod that the level "restricted" of Kubernetes accepts. */
export function podSpec({ image, version = '1', env = {}, claim, trust }: PodWish = {}): V1PodSpec {
  const mounted = [
    ...(claim === undefined
      ? []
      : [{ name: 'data', at: '/data', from: { persistentVolumeClaim: { claimName: claim } } }]),
    ...(trust === undefined ? [] : [{ name: 'trust', at: '/trust', from: { configMap: { name: trust } } }]),
  ]
  const container: V1Container = {
    name: 'app',
    image: image ?? testApplicationImage(version),
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1 },
    volumeMounts: mounted.map(({ name, at }) => ({ name, mountPath: at })),
  }
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container],
    volumes: mounted.map(({ name, from }) => ({ name, ...from })),
  }
}

export function deployment(name: string, wish: PodWish = {}, replicas = 1): V1Deployment {
  return {
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: { metadata: { labels: { app: name } }, spec: podSpec(wish) },
    },
  }
}

export function service(name: string): V1Service {
  return {
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  }
}

export function ingress(name: string, host: string): V1Ingress {
  const backend = { service: { name, port: { number: 80 } } }
  return {
    metadata: { name },
    spec: { rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  }
}

/** Nothing may reach any pod. */
export const denyAll: V1NetworkPolicy = {
  metadata: { name: 'deny-all' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
}

/** Requests through the ingress may reach the pods of an app; they come from the machine's own address. */
export function allowIngress(app: string, { ingress }: ClusterAccess): V1NetworkPolicy {
  return {
    metadata: { name: `allow-ingress-${app}` },
    spec: {
      podSelector: { matchLabels: { app } },
      policyTypes: ['Ingress'],
      ingress: [{ _from: [{ ipBlock: { cidr: `${ingress?.address}/32` } }], ports: [{ port: 8080 }] }],
    },
  }
}

export type Answer = { readonly status: number; readonly body: string }

/** Asks the ingress proxy of a cluster for a host, whatever name servers say of it. */
export function ask(cluster: ClusterAccess, host: string, path = '/'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: cluster.ingress?.address,
      port: cluster.ingress?.port,
      path,
      headers: { host },
      timeout: 20_000,
    }
    const asked = request(options, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
    })
    asked.on('timeout', () => asked.destroy(new Error(`${host} did not answer in time`)))
    asked.on('error', reject)
    asked.end()
  })
}

/** What the test application says of one thing that it tried. */
export type Check = { readonly ok: boolean; readonly seen?: Readonly<Record<string, unknown>>; readonly error?: string }
export type Report = {
  readonly version: string
  readonly hostname: string
  readonly ok: boolean
  readonly checks: Readonly<Record<string, Check>>
}

/** The test application's report on itself; null while it does not answer. */
export async function askReport(cluster: ClusterAccess, host: string): Promise<Report | null> {
  const { status, body } = await ask(cluster, host)
  return status === 200 ? (JSON.parse(body) as Report) : null // the form that `handler.go` writes
}
