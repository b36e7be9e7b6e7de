'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'

/** What one press came to. */
export type Said = { readonly text: string; readonly tone: 'ready' | 'failed' }

type Show = (one: Said) => void

/** Where what is said goes: the region once it is there, until then a list that it begins with. */
const said: { waiting: readonly Said[]; show: Show | null } = { waiting: [], show: null }
const listeners = new Set<() => void>()

function say(one: Said): void {
  if (said.show !== null) {
    said.show(one)
    return
  }
  said.waiting = [...said.waiting, one]
  for (const listener of listeners) listener()
}

/** Says what one press came to. What went wrong stays until it is closed. */
export const toast = {
  success: (text: string): void => say({ text, tone: 'ready' }),
  error: (text: string): void => say({ text, tone: 'failed' }),
}

const Region = dynamic(() => import('./toast-region.tsx').then((module) => module.ToastRegion), { ssr: false })

/** Where what was said is shown and announced; it is loaded with the first thing that is said. */
export function Toasts() {
  const isNeeded = useSyncExternalStore(listen, isSomethingSaid, () => false)
  return isNeeded ? <Region take={take} /> : null
}

function take(show: Show): void {
  said.show = show
  for (const one of said.waiting) show(one)
  said.waiting = []
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isSomethingSaid(): boolean {
  return said.show !== null || said.waiting.length > 0
}
