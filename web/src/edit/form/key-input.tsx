'use client'

import { variablePattern } from '@operations-manager/schema/project-file/names.ts'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ControlProps } from '../../design/field.tsx'
import type { TextRules } from '../schema/field.ts'
import styles from './form.module.css'

type Props = {
  readonly name: string
  readonly taken: readonly string[]
  readonly rules: TextRules
  readonly control: Partial<ControlProps> & { readonly 'aria-label'?: string }
  readonly onRename: (to: string) => void
}

/** The name of an entry. It is renamed as one types; what is no name yet, or another's, waits in the field. */
export function KeyInput({ name, taken, rules, control, onRename }: Props) {
  const words = useTranslations('edit')
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? name
  const wrong = shown === name ? null : reasonAgainst(shown, taken, rules)
  const type = (text: string): void => {
    const isGood = reasonAgainst(text, taken, rules) === null
    setTyped(isGood ? null : text)
    if (isGood && text !== name) onRename(text)
  }
  const error = `${control.id ?? name}-name`
  return (
    <>
      <input
        {...control}
        type="text"
        value={shown}
        autoComplete="off"
        spellCheck={false}
        className={styles['code']}
        aria-invalid={wrong !== null || control['aria-invalid'] || undefined}
        aria-describedby={wrong === null ? control['aria-describedby'] : error}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      {wrong !== null && (
        <p id={error} className={styles['wrong']}>
          {words(wrong, { name: shown })}
        </p>
      )}
    </>
  )
}

type Reason = 'nameTaken' | 'nameForm' | 'variableForm'

function reasonAgainst(text: string, taken: readonly string[], { pattern, maxLength }: TextRules): Reason | null {
  if (taken.includes(text)) return 'nameTaken'
  const isGood = pattern === null || new RegExp(pattern, 'u').test(text)
  if (isGood && text !== '' && text.length <= (maxLength ?? Infinity)) return null
  return pattern === variablePattern.source ? 'variableForm' : 'nameForm'
}
