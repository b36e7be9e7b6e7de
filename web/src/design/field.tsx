'use client'

import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { WithCode } from './with-code.tsx'
import styles from './field.module.css'

/** Something said about a field: what is wrong with it, or what is worth knowing. */
export type FieldNote = {
  readonly message: string
  readonly isWrong: boolean
  /** What could stand there instead, the nearest first. */
  readonly values?: readonly string[]
}

/** What a control has to carry so that its label and its notes are heard with it. */
export type ControlProps = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

type Props = {
  readonly id: string
  readonly label: string
  readonly hint?: string | null
  readonly notes?: readonly FieldNote[]
  readonly isRequired?: boolean
  /** Takes a value that was proposed. */
  readonly onTake?: (value: string) => void
  readonly children: (control: ControlProps) => ReactNode
}

/** A label, its control, and what is to be said about it, in one row; the notes are read with the control. */
export function Field({ id, label, hint = null, notes = [], isRequired = false, onTake, children }: Props) {
  const isWrong = notes.some((note) => note.isWrong)
  const said = [...(hint === null ? [] : [`${id}-hint`]), ...(notes.length === 0 ? [] : [`${id}-notes`])]
  return (
    <div className={styles['row']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
        {isRequired && (
          <span aria-hidden className={styles['required']}>
            *
          </span>
        )}
      </label>
      <div className={styles['control']}>
        {children({
          id,
          'aria-describedby': said.length === 0 ? undefined : said.join(' '),
          'aria-invalid': isWrong || undefined,
        })}
        {hint !== null && (
          <p id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </p>
        )}
        <FieldNotes id={`${id}-notes`} notes={notes} {...(onTake !== undefined && { onTake })} />
      </div>
    </div>
  )
}

type NotesProps = {
  readonly id: string
  readonly notes: readonly FieldNote[]
  readonly onTake?: (value: string) => void
}

/** What is wrong at a place, or worth knowing about it, with the values that could stand there. */
export function FieldNotes({ id, notes, onTake }: NotesProps) {
  if (notes.length === 0) return null
  return (
    <ul id={id} className={styles['notes']}>
      {notes.map(({ message, isWrong, values = [] }) => (
        <li key={message} data-wrong={isWrong}>
          {isWrong ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
          <span>
            <WithCode text={message} />
            {onTake !== undefined && values.length > 0 && (
              <span className={styles['values']}>
                {values.slice(0, 6).map((value) => (
                  <button key={value} type="button" onClick={() => onTake(value)}>
                    {value}
                  </button>
                ))}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
