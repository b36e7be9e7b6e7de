/** What a cluster sees of a deployment, as far as one view shows it; null with the reason if it could not be asked. */
export type LivePart<Part> = { readonly part: Part | null; readonly missing: string | null }

type WithLive<Part> = {
  readonly project: { readonly deployment: { readonly live: Part | null } | null } | null
}

export function livePart<Part>(data: WithLive<Part> | null, failures: readonly string[]): LivePart<Part> {
  const part = data?.project?.deployment?.live ?? null
  return { part, missing: part === null && failures.length > 0 ? failures.join(' ') : null }
}

/** A newer answer over an older one: what was seen last stays to be looked at while the cluster is away. */
export function newerPart<Part>(older: LivePart<Part> | null, newer: LivePart<Part>): LivePart<Part> {
  return newer.part === null ? { ...newer, part: older?.part ?? null } : newer
}

/** A pod that ends again and again, or is moved, changes nothing that anybody is told of. */
export const podsMayChangeMs = 10_000

/** A cluster that did not answer is asked again, ever less often: nothing tells when it would. */
export function retryAfterMs(failures: number): number {
  return Math.min(60_000, 2_000 * 2 ** (failures - 1))
}
