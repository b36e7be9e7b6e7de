import { resolve } from 'node:path'

/** The chart of the cluster backend. */
export const chart = resolve(import.meta.dirname, '..', '..', '..', 'deploy', 'cluster-backend')
