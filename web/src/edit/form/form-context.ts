'use client'

import type { Plain, PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { createContext, useContext } from 'react'
import type { EditedProjectFragment, EditorSourcesFragment } from '../../../generated/graph.ts'
import type { FieldNote } from '../../design/field.tsx'
import type { Path } from '../document/value.ts'
import type { Group } from '../schema/field.ts'
import { saidAt } from '../problems/placed.ts'

/** What is said about a place of the file: a problem or a notice. */
export type Said = FieldNote & { readonly path: Path; readonly line: number | null; readonly column: number | null }

/** What every field of the form works with. */
export type FormState = {
  /** The document as it can be read now, or as it could be read last. */
  readonly value: PlainMap
  /** The fields of the whole file. */
  readonly file: Group
  readonly said: readonly Said[]
  readonly sources: EditorSourcesFragment
  /** The project as it is saved; null for one that is not yet. */
  readonly saved: EditedProjectFragment | null
  readonly edit: (path: Path, next: Plain | undefined) => void
  readonly rename: (path: Path, to: string) => void
  /** Takes an entry out, and what is only about it. */
  readonly remove: (path: Path) => void
  readonly isOpen: (path: Path) => boolean
  readonly setOpen: (path: Path, isOpen: boolean) => void
}

export const FormContext = createContext<FormState | null>(null)

/** The form that a field stands in. */
export function useForm(): FormState {
  const form = useContext(FormContext)
  if (form === null) throw new Error('a field stands in a form')
  return form
}

/** What is said about a place, for the field that stands there. */
export function useSaid(path: Path, scope: 'exactly' | 'within'): readonly Said[] {
  return saidAt(useForm().said, path, scope)
}

/** The id of the control for a place: what a problem leads to. */
export function idOf(path: Path): string {
  return `field.${path.join('.')}`
}
