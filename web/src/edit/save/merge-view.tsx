'use client'

import { MergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { coloured } from '../yaml/coloured.ts'
import { pageNonce } from '../yaml/page-nonce.ts'
import styles from './save.module.css'

type Props = {
  readonly left: string
  readonly right: string
  readonly leftLabel: string
  readonly rightLabel: string
}

/** Two texts side by side, with what differs marked and what is the same folded away. */
export function SideBySide({ left, right, leftLabel, rightLabel }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current === null) return undefined
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        lineNumbers(),
        coloured(doc),
        EditorState.readOnly.of(true),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(pageNonce()),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      ],
    })
    const view = new MergeView({
      a: side(left, leftLabel),
      b: side(right, rightLabel),
      parent: place.current,
      collapseUnchanged: { margin: 2, minSize: 5 },
    })
    return () => view.destroy()
  }, [left, right, leftLabel, rightLabel])
  return <div ref={place} className={styles['merge']} />
}
