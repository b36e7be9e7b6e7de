import type { StateOf } from '../design/tone.ts'

type Health = StateOf<'health'>

/** The one of several that a person should know of first. */
const worstFirst: readonly Health[] = ['FAILED', 'DEGRADED', 'REMOVING', 'PROGRESSING', 'UNKNOWN', 'READY']

/** How a project is: as its deployment that is worst; null if it has none. */
export function overallHealth(deployments: readonly { readonly status: { readonly health: Health } }[]): Health | null {
  return worstFirst.find((health) => deployments.some(({ status }) => status.health === health)) ?? null
}
