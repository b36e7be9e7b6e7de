import { refusing, type Draft } from '../draft.ts'
import type { Finding } from '../finding.ts'
import { hostClaims, hostKey, type HostClaim } from '../host-claims.ts'

type Taken = { readonly deployment: string; readonly claim: HostClaim }

/** Addresses: no two components ask for the same host with the same path, and hosts have something behind them. */
export const hosts = refusing((draft) => {
  const taken = new Map<string, Taken>()
  return Object.entries(draft.file.deployments).flatMap(([deployment, { cluster }]) => {
    const claims = hostClaims(draft.file, deployment)
    return [
      ...clashes(deployment, cluster, claims, taken),
      ...forNothing(draft, deployment, claims),
      ...twice(draft, deployment),
    ]
  })
})

function clashes(
  deployment: string,
  cluster: string,
  claims: readonly HostClaim[],
  taken: Map<string, Taken>,
): readonly Finding[] {
  const findings = new Map<string, Finding>()
  for (const claim of claims) {
    const key = `${hostKey(claim, cluster)} ${claim.urlPath}`
    const other = taken.get(key)
    if (other === undefined) taken.set(key, { deployment, claim })
    // One sentence for two components: a clash of hosts nearly always comes with one of the default address.
    else if (other.claim.component !== claim.component || other.deployment !== deployment) {
      const pair = `${other.deployment} ${other.claim.component} ${claim.component}`
      if (!findings.has(pair) || claim.wish.type !== 'default') findings.set(pair, clash(deployment, claim, other))
    }
  }
  return [...findings.values()]
}

function clash(deployment: string, claim: HostClaim, other: Taken): Finding {
  const there = other.deployment === deployment ? '' : ` of the deployment "${other.deployment}"`
  const message = `"${claim.component}"${other.deployment === deployment ? '' : ` of the deployment "${deployment}"`} and "${other.claim.component}"${there} ask for the same address: ${words(claim)}, path "${claim.urlPath || '/'}". Give one of them another \`publish.path\`, or a \`host\` of its own under \`deployments.${deployment}.components.${claim.component}\`.`
  return { code: 'HOST_TAKEN', path: claim.path, message }
}

function forNothing({ file, isSound }: Draft, name: string, claims: readonly HostClaim[]): readonly Finding[] {
  const deployment = file.deployments[name]
  if (deployment === undefined || !isSound(['components'])) return []
  const published = new Set(claims.map(({ component }) => component))
  const own = Object.entries(deployment.components)
    .filter(([component, { hosts }]) => hosts.length > 0 && !published.has(component))
    .map(([component, { enabled }]): Finding => {
      const why = enabled ? 'is not published. Add `publish: {}` to the component' : 'is left out. Enable it'
      const message = `"${component}" has a host here and ${why}, or remove the host.`
      return { code: 'VALUE_INVALID', path: ['deployments', name, 'components', component], message, at: 'key' }
    })
  if (deployment.hosts.length === 0 || published.size > 0) return own
  const message = `The deployment "${name}" has a host, and no component that runs there is published. Add \`publish: {}\` to the component that the host is for, or remove the host.`
  return [...own, { code: 'VALUE_INVALID', path: ['deployments', name], message, at: 'key' }]
}

function twice({ file }: Draft, name: string): readonly Finding[] {
  const deployment = file.deployments[name]
  if (deployment === undefined) return []
  const lists = [
    { path: ['deployments', name, 'hosts'], hosts: deployment.hosts },
    ...Object.entries(deployment.components).map(([component, { hosts }]) => ({
      path: ['deployments', name, 'components', component, 'hosts'],
      hosts,
    })),
  ]
  return lists.flatMap(({ path, hosts }) => {
    const custom = hosts.flatMap((host) => (host.type === 'custom' ? [host.host] : []))
    return custom.flatMap((host, index) =>
      custom.indexOf(host) === index
        ? []
        : [
            {
              code: 'VALUE_INVALID' as const,
              path: [...path, index],
              message: `The host ${host} already stands in this list. Keep one entry.`,
            },
          ],
    )
  })
}

function words({ wish }: HostClaim): string {
  if (wish.type === 'custom') return `host ${wish.host}`
  return wish.type === 'label'
    ? `host "${wish.label}" below the cluster's domain`
    : `the default address "${wish.label}" below the cluster's domain`
}
