import { cpus } from 'node:os'

/** Seconds that the machine's processors have worked since it started, all programs and the system together. */
export function processorSeconds(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1_000
}

/** Which share of what all processors could have done in so many seconds they did. */
export function shareOfProcessors({ worked, seconds }: { readonly worked: number; readonly seconds: number }): number {
  return worked / (seconds * cpus().length)
}
