import { hostClaims, type HostClaim } from '@operations-manager/schema/project-file/host-claims.ts'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import { readHostsOfOthers, type ClaimedHost } from '../store/hosts.ts'
import type { Db } from '../store/tables.ts'
import type { Evaluation } from './evaluate.ts'

type Claim = { readonly host: ClaimedHost; readonly claim: HostClaim }

/** Hosts that another project has in the same cluster. The cluster refuses them too; here it is told at once. */
export async function hostProblems(db: Db, { file, plans }: Evaluation): Promise<readonly Problem[]> {
  if (file === null) return []
  const touched = plans.filter(({ effect }) => effect === 'CREATED' || effect === 'CHANGED')
  const claims = touched.flatMap(({ name, cluster }) =>
    hostClaims(file, name).map((claim): Claim => ({ claim, host: hostOf(claim, cluster) })),
  )
  const taken = await readHostsOfOthers(
    db,
    file.name,
    claims.map(({ host }) => host),
  )
  const isTaken = ({ host }: Claim): boolean =>
    taken.some((other) => other.cluster === host.cluster && other.type === host.type && other.name === host.name)
  return claims.filter(isTaken).map(({ host, claim }) => {
    const message = `The address "${host.name}" is in use in the cluster ${host.cluster}. Choose another one.`
    return problem('HOST_TAKEN', message, { path: claim.path.map(String) })
  })
}

function hostOf({ wish }: HostClaim, cluster: string): ClaimedHost {
  return wish.type === 'custom'
    ? { cluster, type: 'custom', name: wish.host }
    : { cluster, type: 'label', name: wish.label }
}
