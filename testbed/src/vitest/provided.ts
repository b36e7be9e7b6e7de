import type { ClusterAccess, ImageRegistryAccess, Services } from '../access.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The services of this suite's level. */
    services: Services
    /** The clusters of this suite's level. */
    clusters: readonly ClusterAccess[]
    /** The registry of images of this suite's level; null where no pods run. */
    imageRegistry: ImageRegistryAccess | null
    /** Why this machine cannot give the suite's level; only `left-out.ts` reads it. */
    leftOut: string
  }
}
