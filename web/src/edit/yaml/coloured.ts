import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { isTame } from './tame.ts'

/** The same tokens as everything else, so it turns dark with the page. */
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent-text)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--text-2)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--text-2)' },
  { tag: [tags.string, tags.content], color: 'var(--text-1)' },
])

const off: Extension = []

/** YAML in colours, for as long as the text is one that can be coloured. */
export function coloured(text: string): Extension {
  const language = new Compartment()
  return [
    language.of(isTame(text) ? yaml() : off),
    syntaxHighlighting(colours),
    EditorState.transactionExtender.of(({ docChanged, newDoc, startState }) => {
      const goesWild = docChanged && language.get(startState) !== off && !isTame(newDoc.toString())
      return goesWild ? { effects: language.reconfigure(off) } : null
    }),
    // One transaction later: one that does both would have the text before it taken apart too.
    EditorView.updateListener.of(({ docChanged, state, view }) => {
      const isTameAgain = docChanged && language.get(state) === off && isTame(state.doc.toString())
      if (isTameAgain) view.dispatch({ effects: language.reconfigure(yaml()) })
    }),
  ]
}
