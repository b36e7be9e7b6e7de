'use client'

import { useSyncExternalStore } from 'react'

/** Light or dark as the page is now, whoever changed it. */
export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(listen, read, () => 'light')
}

function read(): 'light' | 'dark' {
  return document.documentElement.classList.contains('dark') ? 'dark' : 'light'
}

function listen(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['class'] })
  return () => observer.disconnect()
}
