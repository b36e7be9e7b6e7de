import { hostClaims } from '../host-claims.ts'
import type { Finding } from '../finding.ts'
import type { ClusterRule } from './target.ts'

/** Hosts: what lies below the cluster's domain is the cluster's to give, and asked for by its first word. */
export const ownHosts: ClusterRule = ({ file, name, profile, deployment }) => ({
  findings: hostClaims(file, name).flatMap(({ wish, path }): readonly Finding[] => {
    if (wish.type !== 'custom') return []
    const isBelow = wish.host === profile.domain || wish.host.endsWith(`.${profile.domain}`)
    if (!isBelow) return []
    const label = wish.host.slice(0, -profile.domain.length - 1)
    const hint = /^[a-z0-9-]+$/.test(label) ? `Write \`host: ${label}\`.` : 'Write one word under `host`.'
    const message = `"${wish.host}" lies below the domain of the cluster "${deployment.cluster}" (${profile.domain}), which is no host of your own. ${hint}`
    return [{ code: 'VALUE_INVALID', path, message }]
  }),
  remarks: [],
})
