'use client'

import type { Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Field as Row, type ControlProps } from '../../design/field.tsx'
import { textOf, valueAt, type Path } from '../document/value.ts'
import type { Field } from '../schema/field.ts'
import { limitsFor, proposalsFor } from '../schema/offers.ts'
import { idOf, useForm, useSaid } from './form-context.ts'
import { useLabels } from './use-labels.ts'
import styles from './form.module.css'

type Of<Kind extends Field['kind']> = Extract<Field, { readonly kind: Kind }>
type Props<Kind extends Field['kind']> = { readonly path: Path; readonly field: Of<Kind>; readonly isRequired: boolean }

/** Keys whose text is for people rather than for machines. */
const prose = new Set(['displayName', 'description'])

export function TextField({ path, field, isRequired }: Props<'text'>) {
  const { value, edit, sources, saved } = useForm()
  const { label, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const present = textOf(valueAt(value, path))
  const proposals = proposalsFor(path, value, sources)
  const set = (text: string): void => edit(path, text === '' && !isRequired ? undefined : text)
  const isFixed = path.length === 1 && path[0] === 'name' && saved?.name === present
  const isLong = path.at(-1) === 'description' || present.includes('\n')
  return (
    <Row id={idOf(path)} label={label} hint={hint} notes={notes} isRequired={isRequired} onTake={set}>
      {(control) =>
        isLong ? (
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its row's label points to it
          <textarea
            {...control}
            rows={2}
            value={present}
            className={styles['input']}
            onChange={(event) => set(event.target.value)}
          />
        ) : (
          <TextInput
            control={control}
            value={present}
            isProse={prose.has(path.at(-1) ?? '')}
            isRequired={isRequired}
            isFixed={isFixed}
            placeholder={field.example ?? field.standard ?? ''}
            proposals={proposals}
            onType={set}
          />
        )
      }
    </Row>
  )
}

type InputProps = {
  readonly control: Partial<ControlProps> & { readonly 'aria-label'?: string }
  readonly value: string
  readonly isProse?: boolean
  readonly isRequired?: boolean
  /** It can be read and copied, and does not change any more. */
  readonly isFixed?: boolean
  readonly placeholder?: string
  readonly proposals?: readonly string[]
  readonly onType: (text: string) => void
}

/** One line of text, with what could stand there where that is known. */
export function TextInput({ control, value, isProse, isRequired, isFixed, placeholder, ...rest }: InputProps) {
  const { proposals = [], onType } = rest
  const list = useId()
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its label points to the id, or is in `control` */}
      <input
        {...control}
        type="text"
        value={value}
        placeholder={placeholder}
        aria-required={isRequired || undefined}
        readOnly={isFixed}
        autoComplete="off"
        spellCheck={isProse ?? false}
        list={proposals.length > 0 ? list : undefined}
        className={isProse ? styles['input'] : styles['code']}
        onChange={(event) => onType(event.target.value)}
      />
      {proposals.length > 0 && (
        <datalist id={list}>
          {proposals.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </datalist>
      )}
    </>
  )
}

export function NumberField({ path, field, isRequired }: Props<'number'>) {
  const words = useTranslations('edit')
  const { value, edit, sources } = useForm()
  const { label, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const limits = limitsFor(path, value, sources).map((limit) => words('atMost', limit))
  const type = (text: string): void => edit(path, numberOf(text))
  return (
    <Row
      id={idOf(path)}
      label={label}
      hint={limits.length > 0 ? limits.join(' · ') : hint}
      notes={notes}
      isRequired={isRequired}
      onTake={type}
    >
      {(control) => (
        <input
          {...control}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          aria-required={isRequired || undefined}
          value={textOf(valueAt(value, path))}
          placeholder={field.standard ?? ''}
          className={styles['number']}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Row>
  )
}

/** A number where one is typed; anything else stands as it is typed, and the check says what is wrong with it. */
function numberOf(text: string): Plain | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  return /^\d{1,15}$/.test(typed) ? Number(typed) : typed
}

export function FlagField({ path, field }: Props<'flag'>) {
  const words = useTranslations('edit')
  const { value, edit } = useForm()
  const { label, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const present = valueAt(value, path)
  // What is absent in a deployment is as it is everywhere, which is neither yes nor no.
  if (path[0] === 'deployments' && path.at(-1) !== 'enabled') {
    return (
      <Row id={idOf(path)} label={label} hint={hint} notes={notes}>
        {(control) => (
          <select
            {...control}
            className={styles['select']}
            value={textOf(present)}
            onChange={({ target }) => edit(path, target.value === '' ? undefined : target.value === 'true')}
          >
            <option value="">{words('asUsual')}</option>
            <option value="true">{words('yes')}</option>
            <option value="false">{words('no')}</option>
          </select>
        )}
      </Row>
    )
  }
  const usual = field.standard === 'true' || path.at(-1) === 'enabled'
  return (
    <Row id={idOf(path)} label={label} hint={hint} notes={notes}>
      {(control) => (
        <input
          {...control}
          type="checkbox"
          className={styles['check']}
          checked={present === undefined ? usual : present === true}
          onChange={({ target }) => edit(path, target.checked === usual ? undefined : target.checked)}
        />
      )}
    </Row>
  )
}

export function ChoiceField({ path, field, isRequired }: Props<'choice'>) {
  const words = useTranslations('edit')
  const { value, edit } = useForm()
  const { label, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const present = textOf(valueAt(value, path))
  const isStrange = present !== '' && !field.values.includes(present)
  return (
    <Row id={idOf(path)} label={label} hint={hint} notes={notes} isRequired={isRequired}>
      {(control) => (
        <select
          {...control}
          className={styles['select']}
          value={present}
          onChange={({ target }) => edit(path, target.value === '' ? undefined : target.value)}
        >
          {(!isRequired || present === '') && <option value="">{isRequired ? '' : words('notSet')}</option>}
          {isStrange && <option value={present}>{present}</option>}
          {field.values.map((one) => (
            <option key={one} value={one}>
              {words.has(`choice.${one}` as 'choice.owner') ? words(`choice.${one}` as 'choice.owner') : one}
            </option>
          ))}
        </select>
      )}
    </Row>
  )
}
