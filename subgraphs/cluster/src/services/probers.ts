// Generated from the folders beside this file by generate-probers.ts; do not edit.
import type { ServiceProber } from './service-prober.ts'

/** How each service type is tried from where a workload stands; a prober loads those that it needs. */
export const probers: ReadonlyMap<string, () => Promise<{ readonly prober: ServiceProber }>> = new Map([
  ['object-storage', () => import('./object-storage/prober.ts')],
  ['postgresql', () => import('./postgresql/prober.ts')],
  ['redis', () => import('./redis/prober.ts')],
  ['single-sign-on', () => import('./single-sign-on/prober.ts')],
])
