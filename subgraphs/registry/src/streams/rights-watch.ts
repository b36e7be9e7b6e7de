import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { Access } from '../access/access.ts'
import { isAbout, type AccessNews } from '../tokens/access-news.ts'

/** A stream whose reader may lose the right to it. */
export type Watched = {
  /** Who reads it, as they were when it began. */
  readonly access: Access
  /** Looks whether the rights are still as they were, and ends the stream if not. */
  check(): Promise<void>
}

export type RightsWatch = {
  /** Begins to watch; gives how to stop. */
  add(watched: Watched): () => void
  close(): void
}

/** Nothing that takes rights away is missed for longer, even if nobody told of it. */
const checkAllMs = 15_000

/**
 * Checks a stream as soon as the rights of its reader changed: a role, the account of an address, or a token, for most
 * streams do not carry that themselves.
 */
export function watchRights({ news, log }: { readonly news: AccessNews; readonly log: Log }): RightsWatch {
  const all = new Set<Watched>()
  const check = (watched: Watched): void => {
    watched.check().catch((error: unknown) => log.warn({ err: error }, 'cannot check the rights of a stream now'))
  }
  const stopHearing = news.onChange((change) => {
    // What may have been missed, the check of all finds.
    if (change.type === 'unsure') return
    for (const watched of all) if (isAbout(change, watched.access)) check(watched)
  })
  const timer = setInterval(() => all.forEach(check), checkAllMs)
  return {
    add: (watched) => {
      all.add(watched)
      return () => all.delete(watched)
    },
    close: () => {
      clearInterval(timer)
      stopHearing()
    },
  }
}
