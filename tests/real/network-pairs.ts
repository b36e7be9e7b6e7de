import { parse } from 'yaml'
import { z } from 'zod'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import type { ClusterAccess, Services } from '@operations-manager/testbed/access.ts'
import type { End } from '@operations-manager/testbed/node/policy-judge.ts'
import type { KubernetesObject } from '../../subgraphs/cluster/src/ports/kubernetes.ts'
import { labels } from '../../subgraphs/cluster/src/manifests/mark.ts'
import { open } from './application.ts'
import type { ClusterView } from './cluster-view.ts'

const port = 8080
const kubeletPort = 10_250

const ProjectFile = z.object({
  name: z.string(),
  services: z.record(z.string(), z.object({ type: z.string() })),
  components: z.record(
    z.string(),
    z.object({
      uses: z.array(z.union([z.string(), z.object({ component: z.string() })])).default([]),
      egress: z.array(z.string()).default([]),
    }),
  ),
})

/** What a project file says of one component that matters to the network, and nothing that was made of it. */
type Declared = {
  readonly project: string
  readonly types: readonly string[]
  readonly calls: readonly string[]
  readonly egress: readonly string[]
}

/** A pod of a component with what its project file declares. */
export type Source = { readonly component: string; readonly declared: Declared; readonly end: End }

/** Somewhere that a component may want to go: what it says to its network, and where that leads. */
export type Place = {
  readonly name: string
  readonly at: string
  readonly to: End
  readonly port: number
  readonly isDeclared: (declared: Declared) => boolean
}

export type Pair = { readonly from: Source; readonly to: Place }

/** Every component of these project files, each deployed as `live`, and every place, its own pods aside. */
export async function pairsOf(
  files: readonly string[],
  view: ClusterView,
  known: { readonly cluster: ClusterAccess; readonly services: Services; readonly outside: readonly string[] },
): Promise<{ readonly sources: readonly Source[]; readonly pairs: readonly Pair[] }> {
  const sources = (await Promise.all(files.map((file) => sourcesOf(file, view)))).flat()
  const places = [...sources.flatMap(placesOfPod), ...placesBeside(known, await addressOfNode(view))]
  const pairs = sources.flatMap((from) => places.filter(({ to }) => to !== from.end).map((to) => ({ from, to })))
  return { sources, pairs }
}

/** A pair for people. */
export function nameOf({ from, to }: Pair): string {
  return `${from.declared.project}/${from.component} → ${to.name}`
}

async function sourcesOf(file: string, view: ClusterView): Promise<readonly Source[]> {
  const { name: project, services, components } = ProjectFile.parse(parse(file))
  const namespace = namespaceName({ project, deployment: 'live' })
  const [pods, spaces] = await Promise.all([view.all('v1', 'Pod', namespace), view.all('v1', 'Namespace', null)])
  const namespaceLabels = spaces.find(({ metadata }) => metadata.name === namespace)?.metadata.labels ?? {}
  return Object.entries(components).map(([component, { uses, egress }]): Source => {
    const pod = pods.find(({ metadata }) => metadata.labels?.[labels.component] === component)!
    const types = uses.flatMap((used) => (typeof used === 'string' ? (services[used]?.type ?? []) : []))
    const calls = uses.flatMap((used) => (typeof used === 'string' ? [] : used.component))
    const place = { namespace, namespaceLabels, labels: pod.metadata.labels! }
    return { component, declared: { project, types, calls, egress }, end: { address: addressOf(pod), pod: place } }
  })
}

function addressOf(pod: KubernetesObject): string {
  return (pod['status'] as { readonly podIP: string }).podIP // a running pod's
}

/** A component by the name that callers know, and by the address of its pod. */
function placesOfPod({ component, declared: { project }, end }: Source): readonly Place[] {
  const isDeclared: Place['isDeclared'] = (by) => by.project === project && by.calls.includes(component)
  const at = (how: string, host: string): Place => ({
    name: `${project}/${component} by its ${how}`,
    at: `${host}:${port}`,
    to: end,
    port,
    isDeclared,
  })
  return [at('name', `${component}.${end.pod!.namespace}`), at('address', end.address)]
}

/** The backends of services, the world outside, and what nobody may reach. */
function placesBeside(
  { cluster, services, outside }: Parameters<typeof pairsOf>[2],
  nodeAddress: string,
): readonly Place[] {
  const place = (name: string, at: string, isDeclared: Place['isDeclared'], leadsTo = at): Place => {
    const { hostname, port: digits } = new URL(`tcp://${leadsTo}`)
    return { name, at, to: { address: hostname, pod: null }, port: Number(digits), isDeclared }
  }
  const backend = (name: string, url: string, type: string) =>
    place(name, new URL(url).host, ({ types }) => types.includes(type))
  const never = () => false
  const api = new URL(cluster.server).host
  const { address: ingress, port: ingressPort } = cluster.ingress!
  return [
    backend('PostgreSQL', services.postgresqlUrl, 'postgresql'),
    backend('the object store', services.minio.url, 'object-storage'),
    backend('Keycloak', services.keycloak.url, 'single-sign-on'),
    ...outside.map((at) => place(`outside at ${at}`, at, ({ egress }) => egress.includes(at))),
    place('the API server', api, never),
    place('the API server by its name', 'kubernetes.default:443', never, api),
    place("the node's kubelet", `${nodeAddress}:${kubeletPort}`, never),
    place('the ingress', `${ingress}:${ingressPort}`, never),
    place("the machine's metadata", '169.254.169.254:80', never),
  ]
}

async function addressOfNode(view: ClusterView): Promise<string> {
  const [node] = await view.all('v1', 'Node', null)
  const { addresses } = node!['status'] as { readonly addresses: readonly { type: string; address: string }[] } // a Node's
  return addresses.find(({ type }) => type === 'InternalIP')!.address
}

const Seen = z.record(z.string(), z.string())

/** Which of these pairs, all from one component published at this address, its own pod could open. */
export async function openedFrom(
  cluster: ClusterAccess,
  address: string,
  pairs: readonly Pair[],
): Promise<readonly Pair[]> {
  const [first] = pairs
  const query = new URLSearchParams(pairs.map(({ to }) => ['at', to.at]))
  const { status, body } = await open(cluster, address, `/${first!.from.component}/open?${query.toString()}`)
  if (status !== 200) throw new Error(`asked what it can open, ${first!.from.component} answered ${status}: ${body}`)
  const seen = Seen.parse(JSON.parse(body))
  const missing = pairs.filter(({ to }) => seen[to.at] === undefined)
  if (missing.length > 0) throw new Error(`nothing was said of ${missing.map(nameOf).join(', ')}`)
  return pairs.filter(({ to }) => seen[to.at] === 'accepted')
}

/** The policies in the namespaces of these components, as the API server has them. */
export async function policiesOf(view: ClusterView, sources: readonly Source[]): Promise<readonly KubernetesObject[]> {
  const spaces = [...new Set(sources.map(({ end }) => end.pod!.namespace))]
  const found = spaces.map((space) => view.all('networking.k8s.io/v1', 'NetworkPolicy', space))
  return (await Promise.all(found)).flat()
}
