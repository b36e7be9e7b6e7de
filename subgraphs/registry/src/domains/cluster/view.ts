import type { ClusterProfile as GraphProfile, ClusterState } from '@operations-manager/schema/generated/registry.ts'
import type { ClusterProfile } from '@operations-manager/schema/link/messages.ts'
import type { ClusterModel } from '@operations-manager/schema/registry/models.ts'

/** The state of a cluster in the words of the graph. */
export function stateOf({ row }: ClusterModel): ClusterState {
  if (row === null) return 'UNKNOWN'
  return row.state === 'AWAY' ? 'UNREACHABLE' : row.state
}

/** What a cluster offers, as its backend reported. */
export function profileOf(profile: ClusterProfile): GraphProfile {
  return {
    contractVersion: profile.contractVersion,
    backendVersion: profile.backendVersion,
    isSandbox: profile.sandbox,
    domain: profile.domain,
    scheme: profile.scheme,
    serviceTypes: Object.keys(profile.services).toSorted(),
    maximumReplicas: profile.limits.replicas,
    maximumCpu: profile.limits.cpu,
    maximumMemory: profile.limits.memory,
    maximumVolume: profile.limits.volume,
    egress: profile.egress === 'fqdn' ? 'FQDN' : 'PORTS',
    retentionDays: profile.retentionDays,
    agePublicKey: profile.agePublicKey,
    sendsMail: profile.mail,
    hasOrganisationProvider: profile.organisationProvider,
  }
}
