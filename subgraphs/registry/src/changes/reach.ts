import { parseDeploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { canonicalJson } from '@operations-manager/schema/resolve/canonical-json.ts'
import { parseSecretKey } from '@operations-manager/schema/sealing/keys.ts'
import type { Access } from '../access/access.ts'
import { topLevel } from '../domains/errors.ts'
import type { Evaluation } from './evaluate.ts'

/** The name of a deployment in its id. */
export function nameOf(deployment: string): string {
  return parseDeploymentId(deployment)?.deployment ?? deployment
}

/** Refuses what is about a deployment that the caller's token is not bound to; null stands for the whole project. */
export function requireReach(access: Access, deployments: readonly (string | null)[]): void {
  if (access.token === null || access.token.deployments === null) return
  const beyond = deployments.find((name) => name === null || !access.reachesDeployment(name))
  if (beyond === undefined) return
  throw topLevel('FORBIDDEN', `${boundTo(access)}, and this is about ${beyond ?? 'the whole project'}.`)
}

/** The same for a change of a project file: it may touch only deployments that the token is bound to. */
export function requireReachOf(access: Access, before: ProjectFile | null, { file, plans }: Evaluation): void {
  if (access.token === null || access.token.deployments === null) return
  requireReach(
    access,
    plans.filter(({ effect }) => effect !== 'UNCHANGED').map(({ name }) => name),
  )
  // The file of a change that is refused for other reasons says nothing, and changes nothing.
  if (file === null && plans.length === 0) return
  if (before !== null && file !== null && beyondReach(access, before) === beyondReach(access, file)) return
  throw topLevel('FORBIDDEN', `${boundTo(access)}, and this changes the project beyond them.`)
}

function boundTo({ token }: Access): string {
  return `The token is bound to the deployments ${token?.deployments?.join(', ') ?? ''}`
}

/** All of a file that the token may not change. */
function beyondReach(access: Access, { deployments, sealed, ...rest }: ProjectFile): string {
  const isBeyond = (name: string): boolean => !access.reachesDeployment(name)
  const isSealedBeyond = (text: string): boolean => {
    const key = parseSecretKey(text)
    return key?.type !== 'deployment' || isBeyond(key.deployment)
  }
  const pick = <Value>(all: Readonly<Record<string, Value>>, keeps: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => keeps(name)))
  const other = { ...rest, deployments: pick(deployments, isBeyond), sealed: pick(sealed, isSealedBeyond) }
  return canonicalJson(JSON.parse(JSON.stringify(other)))
}
