'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { TypedDocumentString } from '../../generated/graph.ts'
import type { LiveState } from '../shell/live.tsx'
import { follow, type FollowOptions } from './follow.ts'
import type { FollowState } from './tab.ts'

export type UseFollowOptions<Event> = Pick<FollowOptions<Event>, 'after' | 'onError' | 'onGap'> & {
  /** False: follows nothing. */
  readonly isOn?: boolean
  /** Nobody is signed in any more. */
  readonly onSignedOut?: () => void
}

/**
 * Follows a subscription while the component is shown; answers whether what is shown is live. The callbacks may change
 * between renderings; only another document, other variables or `isOn` begin anew. By default the page is loaded again
 * where something may be missing, and where nobody is signed in any more.
 */
export function useFollow<Event, Variables>(
  document: TypedDocumentString<Event, Variables>,
  variables: NoInfer<Variables> & Readonly<Record<string, unknown>>,
  onEvent: (event: Event) => void,
  options: UseFollowOptions<Event> = {},
): LiveState {
  const [state, setState] = useState<FollowState>('connecting')
  const [caughtUp, setCaughtUp] = useState(0)
  const heard = useEffectEvent(onEvent)
  const failed = useEffectEvent<NonNullable<FollowOptions<Event>['onError']>>((errors) => {
    if (errors.some(({ extensions }) => extensions?.code === 'PAGE_OUTDATED')) loadAgainWhenSeen()
    else options.onError?.(errors)
  })
  const missed = useEffectEvent(() => (options.onGap ?? loadAgainWhenSeen)())
  // The page as a whole asks to sign in, and comes back here.
  const signedOut = useEffectEvent(() => (options.onSignedOut ?? loadAgainWhenSeen)())
  // The place to begin from is that of the first rendering; later ones come from the stream itself.
  const begin = useEffectEvent((_what: string) =>
    follow(document, variables, {
      after: options.after ?? null,
      onEvent: (event) => heard(event),
      onError: (errors) => failed(errors),
      onGap: () => missed(),
      onCaughtUp: setCaughtUp,
      onState: (next) => {
        setState(next)
        if (typeof next === 'object') setCaughtUp(0)
        if (next === 'signed-out') signedOut()
      },
    }),
  )
  const key = JSON.stringify([document.toString(), variables])
  const isOn = options.isOn ?? true
  useEffect(() => (isOn ? begin(key) : undefined), [key, isOn])
  return liveState(state, caughtUp)
}

function liveState(state: FollowState, caughtUp: number): LiveState {
  if ((state === 'live' || state === 'ended') && caughtUp > 0) return { caughtUp }
  // What ended is as it will stay, and a page without a session goes away.
  return state === 'ended' || state === 'signed-out' ? 'live' : state
}

/** Tabs that nobody looks at would all ask to sign in at once. */
function loadAgainWhenSeen(): void {
  if (document.visibilityState === 'visible') return location.reload()
  document.addEventListener('visibilitychange', loadAgainWhenSeen, { once: true })
}
