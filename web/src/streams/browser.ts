import { Leader } from './leader.ts'
import type { ToLeader, ToTabs } from './messages.ts'
import { Tab } from './tab.ts'

const name = 'operations-manager streams'
const lockOf = (tab: string): string => `${name} of ${tab}`

/**
 * This tab among the others of the browser. Whoever gets the lock holds the stream for all; when it goes, however that
 * happens, the browser gives the lock to the next.
 */
export function joinTabs(): Tab {
  const channel = new BroadcastChannel(name)
  let leader: Leader | null = null
  let isAlive = false
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
  const say = (message: ToTabs | ToLeader): void => channel.postMessage(message)
  const toTabs = (message: ToTabs): void => {
    say(message)
    tab.take(message)
  }
  const toLeader = (message: ToLeader): void => {
    if (leader !== null) leader.take(message.tab, message.wishes)
    // A leader that heard of this tab before it has its lock would take it for gone.
    else if (isAlive) say(message)
  }
  const tab = new Tab(crypto.randomUUID(), toLeader)
  const known = new Set<string>()
  /** A tab holds a lock of its own as long as it lives; who gets it knows that the tab is gone. */
  const dropWhenGone = (other: string): void => {
    if (known.has(other)) return
    known.add(other)
    void navigator.locks.request(lockOf(other), () => {
      known.delete(other)
      leader?.drop(other)
    })
  }
  channel.addEventListener('message', ({ data }: MessageEvent<ToLeader | ToTabs>) => {
    if (data.type !== 'wishes') return tab.take(data)
    if (leader === null) return
    leader.take(data.tab, data.wishes)
    dropWhenGone(data.tab)
  })
  void navigator.locks.request(lockOf(tab.id), () => {
    isAlive = true
    tab.tellWishes()
    return forAsLongAsWeLive()
  })
  void navigator.locks.request(name, () => {
    leader = new Leader({ post: toTabs })
    leader.start()
    return forAsLongAsWeLive()
  })
  addEventListener('online', () => leader?.hurry())
  // A tab that the browser froze: its streams stand, and what they brought waited.
  document.addEventListener('resume', () => tab.woke(Date.now()))
  return tab
}

function forAsLongAsWeLive(): Promise<never> {
  return new Promise(() => {})
}
