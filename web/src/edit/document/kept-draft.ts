import { isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import type { Draft, Version } from './draft.ts'

/** Edits that are not saved, kept in this tab, so that signing in again or a reload leads back to them. */
export type KeptDraft = { readonly text: string; readonly base: Version }

export function keepDraft(storage: Storage, key: string, { text, base }: Pick<Draft, 'text' | 'base'>): void {
  try {
    storage.setItem(key, JSON.stringify({ text, base } satisfies KeptDraft))
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
    return keptIn(JSON.parse(text) as Plain) // what JSON can hold
  } catch {
    return null // no JSON, so written by somebody else
  }
}

function keptIn(value: Plain): KeptDraft | null {
  const base = isPlainMap(value) ? value['base'] : undefined
  if (!isPlainMap(value) || !isPlainMap(base)) return null
  const { text } = value
  const { text: before, revision } = base
  if (typeof text !== 'string' || typeof before !== 'string') return null
  if (typeof revision !== 'string' && revision !== null) return null
  return { text, base: { text: before, revision } }
}

export function forgetDraft(storage: Storage, key: string): void {
  storage.removeItem(key)
}
