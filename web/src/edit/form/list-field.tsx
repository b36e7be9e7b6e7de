'use client'

import { isPlainList, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { Plus, X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Group } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { FieldNotes } from '../../design/field.tsx'
import { textOf, valueAt, type Path } from '../document/value.ts'
import { emptyOf } from '../schema/empty-of.ts'
import type { Field } from '../schema/field.ts'
import { proposalsFor } from '../schema/offers.ts'
import { AddWord } from './add-word.tsx'
import { idOf, useForm, useSaid } from './form-context.ts'
import { TextInput } from './leaf-fields.tsx'
import { useLabels } from './use-labels.ts'
import styles from './form.module.css'

type Props = {
  readonly path: Path
  readonly field: Extract<Field, { kind: 'list' }>
  /** Draws an entry that is more than a text. */
  readonly view: (path: Path, field: Field) => ReactNode
}

/** A list as rows that can be added and removed. */
export function ListField({ path, field, view }: Props) {
  const words = useTranslations('edit')
  const { value, edit } = useForm()
  const { label, full, hint } = useLabels()(path, field)
  const said = useSaid(path, field.item.kind === 'text' ? 'within' : 'exactly')
  const legend = useId()
  const isAlone = path.length === 1
  const present = valueAt(value, path)
  const entries = isPlainList(present) ? present : []
  const set = (next: readonly Plain[]): void => edit(path, next.length === 0 ? undefined : next)
  return (
    <Group
      className={styles[isAlone ? 'alone' : 'field'] ?? ''}
      {...(isAlone ? { 'aria-label': label } : { 'aria-labelledby': legend })}
      id={idOf(path)}
    >
      {!isAlone && (
        <span id={legend} className={styles['legend']}>
          {label}
        </span>
      )}
      <div className={styles['rows']}>
        {entries.map((entry, index) => (
          <div key={index} className={styles['entry']}>
            <Entry
              {...{ path, field, view, index }}
              text={textOf(entry)}
              isDescribed={said.length > 0}
              onType={(text) => set(entries.with(index, text))}
            />
            <Button
              look="quiet"
              label={words('removeEntry', { label: full, number: index + 1 })}
              onPress={() => set(entries.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        <Button
          look={isAlone ? 'plain' : 'quiet'}
          {...(!isAlone && { label: words('addTo', { label: full }) })}
          onPress={() => set([...entries, emptyOf(field.item)])}
        >
          <Plus aria-hidden />
          <AddWord section={isAlone ? path[0] : undefined} />
        </Button>
        {hint !== null && !isAlone && <p className={styles['hint']}>{hint}</p>}
        <FieldNotes id={`${idOf(path)}-notes`} notes={said} />
      </div>
    </Group>
  )
}

type EntryProps = Props & {
  readonly index: number
  readonly text: string
  readonly isDescribed: boolean
  readonly onType: (text: string) => void
}

function Entry({ path, field, view, index, text, isDescribed, onType }: EntryProps) {
  const words = useTranslations('edit')
  const { value, sources } = useForm()
  const { full } = useLabels()(path, field)
  const here = [...path, String(index)]
  const name = words('entry', { label: full, number: index + 1 })
  if (field.item.kind !== 'text')
    return (
      <Group className={styles['wide'] ?? ''} aria-label={name}>
        {view(here, field.item)}
      </Group>
    )
  return (
    <TextInput
      control={{
        id: idOf(here),
        'aria-label': name,
        'aria-describedby': isDescribed ? `${idOf(path)}-notes` : undefined,
      }}
      value={text}
      placeholder={field.item.example ?? ''}
      proposals={proposalsFor(path, value, sources)}
      onType={onType}
    />
  )
}
