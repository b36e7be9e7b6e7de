import { z } from 'zod'
import type { Draft, Version } from './draft.ts'

const Kept = z.object({
  text: z.string(),
  base: z.object({ text: z.string(), revision: z.string().nullable() }),
})

/** Edits that are not saved, kept in this tab, so that signing in again or a reload leads back to them. */
export type KeptDraft = { readonly text: string; readonly base: Version }

/** Where they are kept: by person, because another one may sign in in the same tab. */
export function keptKey(person: string, name: string): string {
  return `edit ${person} ${name}`
}

export function keepDraft(storage: Storage, key: string, { text, base }: Draft): void {
  try {
    if (text === base.text) storage.removeItem(key)
    else storage.setItem(key, JSON.stringify({ text, base } satisfies KeptDraft))
  } catch (error) {
    // A full store takes nothing more. Nothing of the page depends on it: the browser still warns before leaving.
    if (!(error instanceof DOMException)) throw error
  }
}

/** What was kept; null if nothing was, or if it cannot be read any more. */
export function readKept(storage: Storage, key: string): KeptDraft | null {
  const text = storage.getItem(key)
  if (text === null) return null
  try {
    const kept = Kept.safeParse(JSON.parse(text))
    return kept.success ? kept.data : null
  } catch {
    return null // no JSON, so written by somebody else
  }
}

export function forgetDraft(storage: Storage, key: string): void {
  storage.removeItem(key)
}
