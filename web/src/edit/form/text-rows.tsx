'use client'

import { variablePattern } from '@operations-manager/schema/project-file/names.ts'
import type { PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { Plus, X } from 'lucide-react'
import { Group } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { FieldNotes } from '../../design/field.tsx'
import { freeName } from '../document/free-name.ts'
import { textOf, type Path } from '../document/value.ts'
import type { TextRules } from '../schema/field.ts'
import { idOf, useForm, useSaid } from './form-context.ts'
import { KeyInput } from './key-input.tsx'
import { TextInput } from './leaf-fields.tsx'
import styles from './form.module.css'

type Props = {
  readonly path: Path
  readonly label: string
  readonly entries: PlainMap
  readonly rules: TextRules
  /** The keys that there can be, where they are known: then one is chosen, not typed. */
  readonly keys?: readonly string[]
  /** What could stand as a value. */
  readonly proposals?: readonly string[]
  readonly onChange: (entries: PlainMap) => void
}

/** Names and their texts as rows: variables, paths of mounts, further names. */
export function TextRows({ path, label, entries, rules, keys, proposals = [], onChange }: Props) {
  const words = useTranslations('edit')
  const notes = useSaid(path, 'exactly')
  const names = Object.keys(entries)
  const free = keys?.filter((key) => !names.includes(key))
  const add = (): void => {
    const name =
      free === undefined ? freeName(rules.pattern === variablePattern.source ? 'NAME' : 'name', names) : free[0]
    if (name !== undefined) onChange({ ...entries, [name]: '' })
  }
  return (
    <Group className={styles['rows'] ?? ''} aria-label={label} id={idOf(path)}>
      {names.map((name, index) => (
        // A row is its place: its name changes while one types it.
        <TextRow key={index} {...{ path, name, names, entries, rules, keys, proposals, onChange }} />
      ))}
      {free?.length === 0 ? (
        names.length === 0 && <p className={styles['none']}>{words('nothingToChoose')}</p>
      ) : (
        <Button look="quiet" label={words('addTo', { label })} onPress={add}>
          <Plus aria-hidden />
          {words('add')}
        </Button>
      )}
      <FieldNotes id={`${idOf(path)}-notes`} notes={notes} />
    </Group>
  )
}

type RowProps = Omit<Required<Props>, 'label' | 'keys'> & {
  readonly keys: readonly string[] | undefined
  readonly name: string
  readonly names: readonly string[]
}

function TextRow({ path, name, names, entries, rules, keys, proposals, onChange }: RowProps) {
  const words = useTranslations('edit')
  const { rename } = useForm()
  const here = [...path, name]
  const notes = useSaid(here, 'within')
  const id = idOf(here)
  const others = names.filter((one) => one !== name)
  const isWrong = notes.some((note) => note.isWrong)
  return (
    <div className={styles['pair']}>
      {keys === undefined ? (
        <div>
          <KeyInput
            name={name}
            taken={others}
            rules={rules}
            control={{ 'aria-label': words('nameOf', { name }), id: `${id}-key` }}
            onRename={(to) => rename(here, to)}
          />
        </div>
      ) : (
        <select
          aria-label={words('nameOf', { name })}
          className={styles['select']}
          value={name}
          onChange={({ target }) => rename(here, target.value)}
        >
          {[...new Set([name, ...keys.filter((key) => !others.includes(key))])].map((key) => (
            <option key={key}>{key}</option>
          ))}
        </select>
      )}
      <TextInput
        control={{
          id,
          'aria-label': words('valueOf', { name }),
          'aria-invalid': isWrong || undefined,
          'aria-describedby': notes.length > 0 ? `${id}-notes` : undefined,
        }}
        value={textOf(entries[name])}
        proposals={proposals}
        onType={(text) => onChange({ ...entries, [name]: text })}
      />
      <Button
        look="quiet"
        label={words('removeName', { name })}
        onPress={() => onChange(Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name)))}
      >
        <X aria-hidden />
      </Button>
      <FieldNotes id={`${id}-notes`} notes={notes} />
    </div>
  )
}
