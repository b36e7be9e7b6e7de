export type BackOff = { readonly minMs: number; readonly maxMs: number }

/** How long to wait before try number `attempt` (from 0): doubles up to the limit, and never the same for everybody. */
export function backOffMs(attempt: number, { minMs, maxMs }: BackOff, random: () => number = Math.random): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30))
  return Math.round(ceiling / 2 + (random() * ceiling) / 2)
}
