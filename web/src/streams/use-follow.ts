'use client'

import { useEffect, useRef, useState } from 'react'
import type { TypedDocumentString } from '../../generated/graph.ts'
import type { LiveState } from '../shell/live.tsx'
import { SharedStream } from './shared-stream.ts'

let stream: SharedStream | null = null

function sharedStream(): SharedStream {
  stream ??= new SharedStream()
  return stream
}

/** Follows a subscription while the page stands; answers whether what is shown is live. */
export function useFollow<Data, Variables extends Readonly<Record<string, unknown>>>(
  document: TypedDocumentString<Data, Variables>,
  variables: NoInfer<Variables>,
  onData: (data: Data) => void,
): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const latest = useRef(onData)
  useEffect(() => {
    latest.current = onData
  })
  const key = JSON.stringify(variables)
  useEffect(() => {
    const shared = sharedStream()
    const stopListening = shared.onState(setState)
    const stopFollowing = shared.follow({
      query: document.toString(),
      variables: JSON.parse(key) as Readonly<Record<string, unknown>>, // what was written a line above
      onData: (data) => latest.current(data as Data), // the gateway answers what the document selects
    })
    return () => {
      stopFollowing()
      stopListening()
    }
  }, [document, key])
  return state
}
