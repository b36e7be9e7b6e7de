import type { AddressReport, Proof } from '@operations-manager/schema/link/messages.ts'
import { hostOf, urlOf } from '@operations-manager/schema/resolve/hosts.ts'
import type { ComponentSpec, DeploymentSpec, HostWish } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { z } from 'zod'
import { componentOf } from '../../manifests/meta.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { Outcome } from '../../reconcile/outcome.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import type { AddressAnswer } from '../../proofs/address-prober.ts'
import type { KindDeps } from '../deps.ts'
import { judgeAnswer, type AddressWish, type Verdict } from './judge.ts'

/** One address with what it answered. */
type SeenAddress = { readonly wish: AddressWish; readonly kind: HostWish['type']; readonly verdict: Verdict }
type ObservedAddresses = { readonly addresses: readonly SeenAddress[]; readonly at: string }

/** A route is there a moment after its pod is ready, or it takes longer: so it is tried less and less often. */
const retryMs = { first: 20, longest: 1_000 }
/** Which part of the time that it has been waited for is waited once more: so much later than the route it is seen. */
const retryShare = 1 / 4

/** Since when an address fails without a pause, by its URL: an ingress controller needs a moment for a new route. */
export type FailingSince = Map<string, number>

/** Opens every address of a component as somebody outside would, and says what came back. */
export function addressStep(
  deps: KindDeps,
  component: string,
  spec: DeploymentSpec,
  now: () => Date,
  failingSince: FailingSince,
): BoundStep {
  const declared = componentOf(spec, component)
  const hosts = declared.publish?.hosts ?? []
  const path = provedPath(declared)
  return bindStep<string, readonly HostWish[], ObservedAddresses, never>({
    backend: 'address',
    id: component,
    kind: {
      name: 'address',
      observe: async () => ({
        addresses: await probeAll(deps, hosts, path, declared.health.expect),
        at: now().toISOString(),
      }),
      plan: () => [],
      apply: () => Promise.resolve(),
    },
    desired: () => hosts,
    settled: (observed) => outcomeOf(observed, failingSince, now(), deps.settings.addressGraceSeconds),
    prove: (_desired, observed) => Promise.resolve(proofsOf(deps, observed)),
    status: (observed) => ({
      addresses: (observed?.addresses ?? []).map((seen) => report(component, declared.publish?.path ?? '/', seen)),
    }),
  })
}

/** The path to open from outside: the health path as far as it is published, else what is published. */
export function provedPath({ health, publish }: Pick<ComponentSpec, 'health' | 'publish'>): string {
  const base = (publish?.path ?? '/').replace(/\/+$/, '')
  if (health.path === null) return base === '' ? '/' : base
  if (base === '' || health.path === base || health.path.startsWith(`${base}/`)) return health.path
  return publish?.stripPath === true ? `${base}${health.path}` : base
}

function probeAll(
  { prober, settings }: KindDeps,
  hosts: readonly HostWish[],
  path: string,
  expect: number | null,
): Promise<readonly SeenAddress[]> {
  return Promise.all(
    hosts.map(async (host) => {
      const wish = { url: urlOf(host, settings), path, expect }
      const request = { scheme: settings.scheme, host: hostOf(host, settings), path }
      const answer: AddressAnswer = await prober.probe(request)
      return { wish, kind: host.type, verdict: judgeAnswer(wish, answer) }
    }),
  )
}

function outcomeOf(
  observed: ObservedAddresses | null,
  failingSince: FailingSince,
  now: Date,
  graceSeconds: number,
): Outcome {
  const addresses = observed?.addresses ?? []
  for (const { wish, verdict } of addresses)
    if (verdict.problem === null) failingSince.delete(`${wish.url}${wish.path}`)
  const failing = addresses.find(({ verdict }) => verdict.problem !== null)
  if (failing === undefined || failing.verdict.problem === null) return { type: 'ready' }
  const url = `${failing.wish.url}${failing.wish.path}`
  const since = failingSince.get(url) ?? now.getTime()
  failingSince.set(url, since)
  const { problem } = failing.verdict
  const failingMs = now.getTime() - since
  if (failingMs >= graceSeconds * 1000) return { type: 'stalled', problem }
  const retryAfterMs = Math.min(retryMs.longest, Math.max(retryMs.first, failingMs * retryShare))
  return { type: 'waiting', on: `an answer of ${url}`, problem, retryAfterMs }
}

function proofsOf({ prober }: KindDeps, observed: ObservedAddresses | null): readonly Proof[] {
  return (observed?.addresses ?? []).map(({ wish, verdict }) => ({
    tried: `Open ${wish.url}${wish.path} at the cluster's ingress.`,
    seen: verdict.seen,
    passed: verdict.problem === null,
    from: prober.from,
    at: observed?.at ?? '',
  }))
}

const kinds = { default: 'DEFAULT', label: 'LABEL', custom: 'CUSTOM' } as const satisfies Record<
  HostWish['type'],
  string
>

function report(
  component: string,
  publishedPath: string,
  { wish, kind, verdict }: SeenAddress,
): z.infer<typeof AddressReport> {
  return {
    component,
    url: publishedPath === '/' ? wish.url : `${wish.url}${publishedPath}`,
    kind: kinds[kind],
    state: verdict.problem === null ? 'WORKING' : verdict.answered ? 'FAILING' : 'PENDING',
    message: verdict.seen,
  }
}
