'use client'

import { foldEffect } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Annotation, Compartment, EditorState, type Text } from '@codemirror/state'
import { basicSetup, EditorView } from 'codemirror'
import { useEffect, useEffectEvent, useRef } from 'react'
import { pageNonce } from './page-nonce.ts'
import { changeBetween } from './change-between.ts'
import { coloured } from './coloured.ts'
import styles from './yaml-editor.module.css'

/** Something said about a line of the text. */
export type LineNote = {
  readonly line: number
  readonly column: number
  readonly message: string
  readonly isWrong: boolean
}

type Props = {
  readonly text: string
  readonly label: string
  readonly notes: readonly LineNote[]
  /** The place to go to; another object goes there anew. */
  readonly goTo: { readonly line: number } | null
  readonly isReadOnly?: boolean
  readonly onType?: (text: string) => void
}

/** Marks what came from the form, which is no news to it. */
const fromForm = Annotation.define<boolean>()

/** The text of the file in an editor with colours, line numbers, and notes at their lines. */
export function YamlEditor({ text, label, notes, goTo, isReadOnly = false, onType }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const typed = useEffectEvent((next: string) => onType?.(next))
  const begin = useEffectEvent((parent: HTMLElement) => createView({ parent, text, label, isReadOnly, typed }))
  useEffect(() => {
    if (place.current === null) return undefined
    const made = begin(place.current)
    view.current = made
    return () => made.destroy()
  }, [])
  useEffect(() => {
    if (view.current === null) return
    const before = view.current.state.doc.toString()
    const { from, to, insert } = changeBetween(before, text)
    if (from === to && insert === '') return
    view.current.dispatch({ changes: { from, to, insert }, annotations: fromForm.of(true) })
    if (!sealed.test(before)) foldSealed(view.current)
  }, [text])
  useEffect(() => {
    if (view.current === null) return
    const { doc } = view.current.state
    view.current.dispatch(
      setDiagnostics(
        view.current.state,
        notes.map((note) => diagnosticOf(note, doc)),
      ),
    )
  }, [notes])
  useEffect(() => {
    if (view.current === null || goTo === null) return
    const { doc } = view.current.state
    const at = doc.line(Math.min(Math.max(1, goTo.line), doc.lines)).from
    view.current.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
    view.current.focus()
  }, [goTo])
  return <div ref={place} className={styles['editor']} />
}

type ViewOptions = Pick<Props, 'text' | 'label'> & {
  readonly parent: HTMLElement
  readonly isReadOnly: boolean
  readonly typed: (text: string) => void
}

const readOnly = new Compartment()

function createView({ parent, text, label, isReadOnly, typed }: ViewOptions): EditorView {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        basicSetup,
        coloured(text),
        lintGutter(),
        EditorView.cspNonce.of(pageNonce()),
        // What can be typed in takes the focus anyway; checkers of pages only see that it does where it is written.
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        readOnly.of(EditorState.readOnly.of(isReadOnly)),
        EditorView.updateListener.of((update) => {
          const isOurs = update.transactions.some((one) => one.annotation(fromForm) === true)
          if (update.docChanged && !isOurs) typed(update.state.doc.toString())
        }),
      ],
    }),
  })
  foldSealed(view)
  return view
}

const sealed = /^sealed:[^\S\n]*$/m

/** Sealed values are long and nobody reads them: they are folded until somebody wants to see them. */
function foldSealed(view: EditorView): void {
  const { doc } = view.state
  const found = sealed.exec(doc.toString())
  if (found === null) return
  const from = found.index + found[0].length
  const next = /\n(?=[^\s#])/.exec(doc.sliceString(from))
  const to = next === null ? doc.sliceString(from).trimEnd().length + from : from + next.index
  if (to > from) view.dispatch({ effects: foldEffect.of({ from, to }) })
}

function diagnosticOf({ line, column, message, isWrong }: LineNote, doc: Text): Diagnostic {
  const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines))
  const start = Math.min(from + Math.max(0, column - 1), to)
  return { from: start, to, severity: isWrong ? 'error' : 'info', message }
}
