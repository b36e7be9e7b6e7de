import { backOffMs } from '@operations-manager/runtime/timing/back-off.ts'

const limits = { minMs: 500, maxMs: 30_000 }

/** How long to wait before a stream is opened again, after so many failures in a row. */
export function waitMs(failures: number, random: () => number = Math.random): number {
  return failures <= 0 ? 0 : backOffMs(failures - 1, limits, random)
}
