import { isPlainMap, isSame, type Plain, type PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { readDocument, withEdit, type Edited, type ReadDocument } from './document.ts'
import { removed } from './remove.ts'
import { renamed } from './rename.ts'
import type { Path } from './value.ts'

/** A saved file; `revision` is null for one that was never saved. */
export type Version = { readonly text: string; readonly revision: string | null }

/** A project file on its way: what it says now, what it began with, and what somebody else saved meanwhile. */
export type Draft = {
  readonly text: string
  /** The reading of `of`, which is `text` unless that is so long that it is read a moment later. */
  readonly reading: ReadDocument & { readonly of: string }
  /** What the form shows: the newest value that could be read. */
  readonly value: PlainMap
  readonly base: Version
  readonly theirs: Version | null
  /** True if these are edits of an earlier visit. */
  readonly isRestored: boolean
  /** How often the form wanted what cannot be changed in place. */
  readonly refusals: number
}

export type Act =
  /** A person wrote in the text. */
  | { readonly type: 'write'; readonly text: string }
  /** A long text was read meanwhile. */
  | { readonly type: 'read'; readonly reading: Draft['reading'] }
  | { readonly type: 'edit'; readonly path: Path; readonly next: Plain | undefined }
  | { readonly type: 'rename'; readonly path: Path; readonly to: string }
  /** An entry goes, with what is only about it. */
  | { readonly type: 'remove'; readonly path: Path }
  | { readonly type: 'saved-elsewhere'; readonly theirs: Version }
  | { readonly type: 'take-theirs' }
  /** What became of `mine` on top of theirs; if more was written meanwhile, it is made anew. */
  | { readonly type: 'keep-mine'; readonly mine: string; readonly text: string }
  | { readonly type: 'restore'; readonly text: string; readonly base: Version }

/** Longer texts are not read at each key, but beside the page when nothing was typed for a moment. */
const atOnce = 48 * 1024

/** A draft of a file as it is saved, or of one that begins. */
export function beginDraft(base: Version, text = base.text): Draft {
  const reading = readDocument(text)
  return {
    text,
    reading: { ...reading, of: text },
    value: reading.value ?? {},
    base,
    theirs: null,
    isRestored: false,
    refusals: 0,
  }
}

/** True if something would be lost by leaving. */
export function isDirty({ text, base }: Draft): boolean {
  return text !== base.text
}

/** The draft after something happened. */
export function afterAct(draft: Draft, act: Act): Draft {
  switch (act.type) {
    case 'write':
      return act.text.length > atOnce ? { ...draft, text: act.text } : read({ ...draft, text: act.text })
    case 'read':
      return act.reading.of === draft.text ? withReading(draft, act.reading) : draft
    case 'edit':
      return edited(draft, withEdit(draft.text, act.path, act.next))
    case 'rename':
      return edited(draft, renamed(draft.text, act.path, act.to))
    case 'remove':
      return edited(draft, removed(draft.text, act.path))
    case 'saved-elsewhere':
      return afterSaveElsewhere(draft, act.theirs)
    case 'take-theirs':
      return draft.theirs === null ? draft : beginDraft(draft.theirs)
    case 'keep-mine':
      if (draft.theirs === null || draft.text !== act.mine) return draft
      return read({ ...draft, base: draft.theirs, theirs: null, text: act.text })
    case 'restore':
      return { ...beginDraft(act.base, act.text), isRestored: true }
    default:
      return act satisfies never
  }
}

function read(draft: Draft): Draft {
  return withReading(draft, { ...readDocument(draft.text), of: draft.text })
}

function withReading(draft: Draft, reading: Draft['reading']): Draft {
  return { ...draft, reading, value: reading.value ?? draft.value }
}

function edited(draft: Draft, text: Edited): Draft {
  return text === null ? { ...draft, refusals: draft.refusals + 1 } : read({ ...draft, text })
}

/** What somebody else saved is shown at once if there is nothing of mine, and stands beside mine otherwise. */
function afterSaveElsewhere(draft: Draft, theirs: Version): Draft {
  const { base, text } = draft
  if (theirs.revision === base.revision || theirs.revision === draft.theirs?.revision) return draft
  if (text === base.text || text === theirs.text) return { ...beginDraft(theirs), refusals: draft.refusals }
  return { ...draft, theirs }
}

/** True if somebody else saved and nobody has to be asked: only sealed values changed, which nobody edits as text. */
export function goesOnUnasked({ base, theirs }: Draft): boolean {
  return theirs !== null && differOnlyInSealed(base.text, theirs.text)
}

function differOnlyInSealed(a: string, b: string): boolean {
  const [before, after] = [a, b].map((text) => readDocument(text).value)
  return isPlainMap(before) && isPlainMap(after) && isSame(unsealed(before), unsealed(after))
}

function unsealed(value: PlainMap): PlainMap {
  const { sealed: _, ...rest } = value
  return rest
}
