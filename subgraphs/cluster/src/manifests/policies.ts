import type {
  V1LabelSelectorRequirement,
  V1NetworkPolicy,
  V1NetworkPolicyPeer,
  V1NetworkPolicyPort,
} from '@kubernetes/client-node'
import type { Egress } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { contains, publicExcept } from './addresses.ts'
import { labels } from './mark.ts'
import { componentOf, finished, metaOf, type ManifestInput } from './meta.ts'
import type { NetworkPeer } from './settings.ts'

/**
 * Rules as the API server reads them. The client's own types call `from` `_from`, and its generic calls drop what they
 * do not know, silently: a policy without `from` would be open to everyone.
 */
type Rule = {
  readonly from?: V1NetworkPolicyPeer[]
  readonly to?: V1NetworkPolicyPeer[]
  readonly ports: V1NetworkPolicyPort[]
}
type Policy = Omit<V1NetworkPolicy, 'spec'> & {
  readonly spec: {
    readonly podSelector: {
      readonly matchLabels?: Record<string, string>
      readonly matchExpressions?: V1LabelSelectorRequirement[]
    }
    readonly policyTypes: readonly ('Ingress' | 'Egress')[]
    readonly ingress?: readonly Rule[]
    readonly egress?: readonly Rule[]
  }
}

/** Closed both ways, then exactly what is declared. No rule of a tenant names another namespace. */
export function networkPolicies(input: ManifestInput): readonly KubernetesObject[] {
  return [
    defaultDeny(input),
    allowDns(input),
    ...Object.keys(input.spec.components)
      .toSorted()
      .flatMap((component) => [componentPolicy(input, component), ...hostPolicy(input, component)]),
    ...servers(input).map((server) => serverPolicy(input, server)),
  ]
}

/** What a deployment cannot have enforced here, as sentences for people. */
export function policyNotices({ spec, settings }: ManifestInput): readonly string[] {
  if (settings.network.egress === 'fqdn') return []
  return Object.entries(spec.components).flatMap(([component, { egress }]) =>
    egress
      .filter((wish) => wish.type === 'host')
      .map(
        ({ host, port }) =>
          `The component "${component}" may reach port ${port} of every public address: this cluster cannot limit it to ${host}.`,
      ),
  )
}

function defaultDeny({ spec }: ManifestInput): KubernetesObject {
  return finished({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metaOf(spec, 'policies', 'default-deny'),
    // Named although they are empty: a rule that somebody adds is a difference only then.
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] },
  } satisfies Policy)
}

/** Every pod finds names, but for the pods of services: they reach nothing. */
function allowDns(input: ManifestInput): KubernetesObject {
  const { spec, settings } = input
  const noServer = { matchExpressions: [{ key: labels.service, operator: 'DoesNotExist' }] }
  const ports = (['UDP', 'TCP'] as const).map((protocol) => ({ protocol, port: 53 }))
  return finished({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metaOf(spec, 'policies', 'allow-dns'),
    spec: {
      podSelector: servers(input).length === 0 ? {} : noServer,
      policyTypes: ['Egress'],
      egress: ruleTo(settings.network.dns.map(peerOf), ports),
    },
  } satisfies Policy)
}

function componentPolicy(input: ManifestInput, component: string): KubernetesObject {
  return finished({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metaOf(input.spec, 'policies', policyName(component), component),
    spec: {
      podSelector: { matchLabels: { [labels.network]: component } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [...fromIngress(input, component), ...fromCallers(input, component)],
      egress: [
        ...toBackends(input, component),
        ...toServers(input, component),
        ...toCalled(input, component),
        ...componentOf(input.spec, component).egress.flatMap((wish) => toOutside(input, wish)),
      ],
    },
  } satisfies Policy)
}

/** Name of a component's policy; no other policy's name begins like it. */
function policyName(component: string): string {
  return `component-${component}`
}

function fromIngress({ spec, settings }: ManifestInput, component: string): Rule[] {
  const { publish, ports } = componentOf(spec, component)
  const published = ports.filter(({ name }) => name === publish?.port)
  return ruleFrom(settings.ingress.peers.map(peerOf), published.map(portOf))
}

function fromCallers({ spec }: ManifestInput, component: string): Rule[] {
  const callers = Object.entries(spec.components)
    .filter(([, { calls }]) => calls.includes(component))
    .map(([name]) => name)
    .toSorted()
  return ruleFrom(callers.map(podsOf), componentOf(spec, component).ports.map(portOf))
}

function toCalled({ spec }: ManifestInput, component: string): Rule[] {
  return componentOf(spec, component)
    .calls.filter((called) => spec.components[called] !== undefined)
    .toSorted()
    .flatMap((called) => ruleTo([podsOf(called)], componentOf(spec, called).ports.map(portOf)))
}

function toBackends({ spec, settings, catalogue }: ManifestInput, component: string): Rule[] {
  const types = new Set(componentOf(spec, component).uses.flatMap(({ service }) => spec.services[service]?.type ?? []))
  return [...types]
    .filter((type) => catalogue.get(type)?.network === 'backend')
    .toSorted()
    .flatMap((type) => {
      const backend = settings.network.backends[type]
      if (backend === undefined) return []
      return ruleTo(
        backend.peers.map(peerOf),
        backend.ports.map((port) => ({ protocol: 'TCP', port })),
      )
    })
}

/** An instance that has pods of its own, and the port at which they are reached. */
type Server = { readonly service: string; readonly port: number }

function servers({ spec, catalogue }: ManifestInput): readonly Server[] {
  return Object.entries(spec.services)
    .flatMap(([service, { type }]) => {
      const network = catalogue.get(type)?.network
      return typeof network === 'object' ? [{ service, port: network.pods.port }] : []
    })
    .toSorted((a, b) => (a.service < b.service ? -1 : 1))
}

/** Reached by the components that use it and by nobody else; it reaches nothing. */
function serverPolicy({ spec }: ManifestInput, { service, port }: Server): KubernetesObject {
  const users = Object.entries(spec.components)
    .filter(([, { uses }]) => uses.some((binding) => binding.service === service))
    .map(([name]) => name)
    .toSorted()
  return finished({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metaOf(spec, 'policies', `service-${service}`),
    spec: {
      podSelector: { matchLabels: { [labels.service]: service } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: ruleFrom(users.map(podsOf), [{ protocol: 'TCP', port }]),
      egress: [],
    },
  } satisfies Policy)
}

function toServers(input: ManifestInput, component: string): Rule[] {
  const used = new Set(componentOf(input.spec, component).uses.map(({ service }) => service))
  return servers(input)
    .filter(({ service }) => used.has(service))
    .flatMap(({ service, port }) =>
      ruleTo([{ podSelector: { matchLabels: { [labels.service]: service } } }], [{ protocol: 'TCP', port }]),
    )
}

function toOutside({ settings }: ManifestInput, wish: Egress): Rule[] {
  const ports = [{ protocol: 'TCP', port: wish.port }]
  const forbidden = settings.network.forbiddenRanges
  if (wish.type === 'cidr') {
    // What lies inside a closed range is refused when the file is saved; here it opens nothing.
    if (publicExcept(forbidden, true).some((range) => contains(range, wish.cidr))) return []
    const except = publicExcept(forbidden, true).filter((range) => contains(wish.cidr, range))
    return ruleTo([ipBlock(wish.cidr, except)], ports)
  }
  if (settings.network.egress === 'fqdn') return []
  return ruleTo([ipBlock('0.0.0.0/0', publicExcept(forbidden, false))], ports)
}

/** The policy of a network plugin that knows host names. */
function hostPolicy({ spec, settings }: ManifestInput, component: string): KubernetesObject[] {
  const wishes = componentOf(spec, component).egress.filter((wish) => wish.type === 'host')
  if (settings.network.egress !== 'fqdn' || wishes.length === 0) return []
  const manifest = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: metaOf(spec, 'policies', policyName(component), component),
    spec: {
      endpointSelector: { matchLabels: { [labels.network]: component } },
      egress: wishes.map(({ host, port }) => ({
        toFQDNs: [{ matchName: host }],
        toPorts: [{ ports: [{ port: String(port), protocol: 'TCP' }] }],
      })),
    },
  }
  return [finished(manifest)]
}

// A rule without peers would be open to everyone, and one without ports to every port, so neither is ever written.
function ruleFrom(from: V1NetworkPolicyPeer[], ports: V1NetworkPolicyPort[]): Rule[] {
  return from.length === 0 || ports.length === 0 ? [] : [{ from, ports }]
}

function ruleTo(to: V1NetworkPolicyPeer[], ports: V1NetworkPolicyPort[]): Rule[] {
  return to.length === 0 || ports.length === 0 ? [] : [{ to, ports }]
}

function podsOf(component: string): V1NetworkPolicyPeer {
  return { podSelector: { matchLabels: { [labels.network]: component } } }
}

function peerOf(peer: NetworkPeer): V1NetworkPolicyPeer {
  if ('cidr' in peer) return ipBlock(peer.cidr, peer.except ?? [])
  return {
    namespaceSelector: { matchLabels: peer.namespace },
    ...(peer.pods && { podSelector: { matchLabels: peer.pods } }),
  }
}

function ipBlock(cidr: string, except: readonly string[]): V1NetworkPolicyPeer {
  return { ipBlock: { cidr, ...(except.length > 0 && { except: [...except] }) } }
}

function portOf({ port, protocol }: { readonly port: number; readonly protocol: 'TCP' | 'UDP' }): V1NetworkPolicyPort {
  return { protocol, port }
}
