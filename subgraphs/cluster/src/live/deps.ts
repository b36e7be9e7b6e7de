import type { WishSource } from '../reconcile/source.ts'
import type { KindDeps } from '../kinds/deps.ts'

/** What the live view needs; it reads only. */
export type LiveDeps = KindDeps & {
  readonly cluster: string
  readonly installation: string
  readonly wishes: Pick<WishSource, 'current'>
  /** How many bytes a service instance takes, where its backend tells; `null` if nobody knows. */
  readonly sizeOf: (deployment: string, service: string) => Promise<number | null>
  /** True if nothing runs in earnest. */
  readonly simulated: boolean
  readonly now: () => Date
}
