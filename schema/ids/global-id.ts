/** The types that have a global id. Ids are derived from names, never random, so wishes alone rebuild every id. */
export type NodeType = 'Project' | 'Cluster' | 'Deployment' | 'Operation'

export type GlobalId = { readonly type: NodeType; readonly parts: readonly string[] }

/** Where a deployment is: what its id is made of. */
export type DeploymentRef = { readonly cluster: string; readonly project: string; readonly deployment: string }

const partCounts: Record<NodeType, number> = { Project: 1, Cluster: 1, Deployment: 3, Operation: 1 }

/** Encodes a type and its parts opaquely (base64url). No part may contain `/`; validated names never do. */
export function encodeGlobalId(type: NodeType, ...parts: readonly string[]): string {
  return Buffer.from(`${type}:${parts.join('/')}`, 'utf8').toString('base64url')
}

/** Reads an id back, or gives `null` for anything that this function's twin did not make. */
export function decodeGlobalId(id: string): GlobalId | null {
  const text = Buffer.from(id, 'base64url').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return null
  const type = text.slice(0, colon)
  if (!isNodeType(type)) return null
  const parts = text.slice(colon + 1).split('/')
  if (parts.length !== partCounts[type] || parts.some((part) => part === '')) return null
  return encodeGlobalId(type, ...parts) === id ? { type, parts } : null
}

/** The id of a deployment: type, cluster, project and name. */
export function deploymentId(ref: DeploymentRef): string {
  return encodeGlobalId('Deployment', ref.cluster, ref.project, ref.deployment)
}

/** The deployment that an id names, or `null` if it is no deployment's id. */
export function parseDeploymentId(id: string): DeploymentRef | null {
  const decoded = decodeGlobalId(id)
  if (decoded?.type !== 'Deployment') return null
  const [cluster, project, deployment] = decoded.parts
  if (cluster === undefined || project === undefined || deployment === undefined) return null
  return { cluster, project, deployment }
}

function isNodeType(text: string): text is NodeType {
  return Object.hasOwn(partCounts, text)
}
