import { readFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** Where an API server is and what requests to it carry: what we use of the client library's `KubeConfig`. */
export type ClusterConfig = {
  getCurrentCluster(): { readonly server: string } | null
  applyToHTTPSOptions(options: RequestOptions): Promise<void>
}

/** Where a backend finds its cluster. */
export type ClusterPlace =
  | { readonly type: 'in-cluster'; readonly host: string; readonly port: number }
  | { readonly type: 'kubeconfig'; readonly path: string }

/** What the kubelet gives every pod that has an account. */
const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

const Text = z.string().optional()
const ACluster = z.object({
  server: z.string(),
  'certificate-authority': Text,
  'certificate-authority-data': Text,
  'insecure-skip-tls-verify': z.boolean().default(false),
  'tls-server-name': Text,
  'proxy-url': Text,
})
const AUser = z.object({
  token: Text,
  tokenFile: Text,
  'client-certificate': Text,
  'client-certificate-data': Text,
  'client-key': Text,
  'client-key-data': Text,
  username: Text,
  password: Text,
  exec: z.unknown().optional(),
  'auth-provider': z.unknown().optional(),
  as: z.unknown().optional(),
})
const AKubeconfig = z.object({
  'current-context': z.string(),
  contexts: z.array(z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) })),
  clusters: z.array(z.object({ name: z.string(), cluster: ACluster })),
  users: z.array(z.object({ name: z.string(), user: AUser.nullable() })),
})

/**
 * Reads the place of a cluster. The client library holds the models of all of Kubernetes, some 80 MB of memory, so it
 * is loaded only for what is more than values in files: programs and providers that give out tokens, and proxies.
 */
export async function readClusterConfig(place: ClusterPlace): Promise<ClusterConfig> {
  if (place.type === 'in-cluster') return inCluster(place.host, place.port)
  const own = plainConfig(await readFile(place.path, 'utf8'), dirname(place.path))
  if (own !== null) return own
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromFile(place.path)
  return config
}

/** The kubelet renews the token in its file, so it is read again each time. */
function inCluster(host: string, port: number): ClusterConfig {
  const named = host.includes(':') ? `[${host}]` : host
  return {
    getCurrentCluster: () => ({ server: `https://${named}:${port}` }),
    applyToHTTPSOptions: async (options) => {
      options.ca = await readFile(`${accountFolder}/ca.crt`)
      authorize(options, (await readFile(`${accountFolder}/token`, 'utf8')).trim())
    },
  }
}

/** A kubeconfig that holds nothing but values and names of files; `null` where it holds, or may hold, more. */
export function plainConfig(text: string, folder: string): ClusterConfig | null {
  const read = AKubeconfig.safeParse(parse(text))
  if (!read.success) return null
  const { contexts, clusters, users, ...config } = read.data
  const context = contexts.find(({ name }) => name === config['current-context'])?.context
  const cluster = clusters.find(({ name }) => name === context?.cluster)?.cluster
  const user = users.find(({ name }) => name === context?.user)?.user
  if (cluster === undefined || user == null) return null
  if ([cluster['proxy-url'], user.exec, user['auth-provider'], user.as].some((more) => more !== undefined)) return null
  const valueOf = (data: string | undefined, path: string | undefined): Promise<Buffer> | Buffer | undefined =>
    data !== undefined ? Buffer.from(data, 'base64') : path !== undefined ? readFile(resolve(folder, path)) : undefined
  return {
    getCurrentCluster: () => cluster,
    applyToHTTPSOptions: async (options) => {
      const [ca, cert, key, token] = await Promise.all([
        valueOf(cluster['certificate-authority-data'], cluster['certificate-authority']),
        valueOf(user['client-certificate-data'], user['client-certificate']),
        valueOf(user['client-key-data'], user['client-key']),
        user.tokenFile === undefined ? user.token : readFile(resolve(folder, user.tokenFile), 'utf8'),
      ])
      Object.assign(options, { ca, cert, key, servername: cluster['tls-server-name'] })
      if (cluster['insecure-skip-tls-verify']) options.rejectUnauthorized = false
      if (token !== undefined) authorize(options, token.trim())
      else if (user.username !== undefined) options.auth = `${user.username}:${user.password ?? ''}`
    },
  }
}

function authorize(options: RequestOptions, token: string): void {
  options.headers = { Authorization: `Bearer ${token}` }
}
