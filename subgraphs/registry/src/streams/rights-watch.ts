import type { Log } from '@operations-manager/runtime/log/log.ts'
import { FeedEnded } from '../store/feed-reader.ts'
import type { Feed, Feeds } from '../store/feed.ts'
import { StoreUnavailable } from '../store/unavailable.ts'

/** A stream whose reader may lose the right to it. */
export type Watched = {
  /** In which projects its reader has a role. */
  readonly roles: ReadonlyMap<string, unknown>
  /** Looks whether the rights are still as they were, and ends the stream if not. */
  check(): Promise<void>
}

export type RightsWatch = {
  /** Begins to watch; gives how to stop. */
  add(watched: Watched): () => void
  close(): void
}

/** Nothing that takes rights away is missed for longer, even if no event told of it. */
const checkAllMs = 15_000
const reopenMs = 1_000

/**
 * Checks the streams of a project's members as soon as its file changes, for its members may be others then: most
 * streams do not carry that event themselves.
 */
export function watchRights({ feeds, log }: { readonly feeds: Feeds; readonly log: Log }): RightsWatch {
  const all = new Set<Watched>()
  let feed: Feed | null = null
  let reopening: NodeJS.Timeout | null = null
  let isClosed = false

  const check = (watched: Watched): void => {
    watched.check().catch((error: unknown) => log.warn({ err: error }, 'cannot check the rights of a stream now'))
  }

  async function read(): Promise<void> {
    feed = await feeds.open({ type: 'projects' }, null)
    if (isClosed) return feed.close()
    for await (const { change, project } of feed) {
      if (change.type !== 'project' || project === null) continue
      for (const watched of all) if (watched.roles.has(project)) check(watched)
    }
  }

  function run(): void {
    read()
      .catch((error: unknown) => {
        const isUsual = error instanceof FeedEnded || error instanceof StoreUnavailable
        if (!isUsual) log.error({ err: error }, 'stopped hearing of changed members; listening again')
      })
      .finally(() => {
        // What was missed meanwhile is found by the check of all.
        if (!isClosed) reopening = setTimeout(run, reopenMs)
      })
  }

  run()
  const timer = setInterval(() => all.forEach(check), checkAllMs)
  return {
    add: (watched) => {
      all.add(watched)
      return () => all.delete(watched)
    },
    close: () => {
      isClosed = true
      clearInterval(timer)
      if (reopening !== null) clearTimeout(reopening)
      feed?.close()
    },
  }
}
