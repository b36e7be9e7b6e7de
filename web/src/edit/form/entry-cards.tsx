'use client'

import { isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { Group as Together } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { Field as Row, FieldNotes } from '../../design/field.tsx'
import { freeName } from '../document/free-name.ts'
import { valueAt, type Path } from '../document/value.ts'
import { isWithin } from '../problems/placed.ts'
import { newEntry } from '../schema/new-entry.ts'
import { variantFor } from '../schema/field-at.ts'
import type { Field, Group } from '../schema/field.ts'
import { typeOf } from '../schema/offers.ts'
import { AddWord } from './add-word.tsx'
import { idOf, useForm, useSaid } from './form-context.ts'
import { GroupFields } from './group-fields.tsx'
import { KeyInput } from './key-input.tsx'
import { summaryOf } from './summary.ts'
import { useLabels } from './use-labels.ts'
import styles from './form.module.css'

type View = (path: Path, field: Field, isRequired?: boolean) => ReactNode
type Props = { readonly path: Path; readonly field: Extract<Field, { kind: 'map' }>; readonly view: View }

/** Entries that have a name and fields of their own: each can be opened, renamed and removed, and new ones are added. */
export function EntryCards({ path, field, view }: Props) {
  const { value } = useForm()
  const { label, full, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'exactly')
  const present = valueAt(value, path)
  const names = isPlainMap(present) ? Object.keys(present) : []
  const isNested = path.length > 1
  // What differs in a deployment is about something that stands elsewhere in the file: it is chosen, not named.
  const there = isNested && path[0] === 'deployments' ? valueAt(value, [path.at(-1) ?? '']) : undefined
  const keys = isPlainMap(there) ? Object.keys(there) : null
  return (
    <Together className={(isNested ? styles['nested'] : styles['cards']) ?? ''} aria-label={full} id={idOf(path)}>
      {isNested && <span className={styles['legend']}>{label}</span>}
      <div className={styles['rows']}>
        {names.map((name, index) => (
          <EntryCard key={index} {...{ path, field, view, name, names }} isNamed={keys === null} />
        ))}
        <AddEntry path={path} field={field} full={full} names={names} keys={keys} />
        {isNested && hint !== null && names.length === 0 && <p className={styles['hint']}>{hint}</p>}
        <FieldNotes id={`${idOf(path)}-notes`} notes={notes} />
      </div>
    </Together>
  )
}

type CardProps = Props & { readonly name: string; readonly names: readonly string[]; readonly isNamed: boolean }

function EntryCard({ path, field, view, name, names, isNamed }: CardProps) {
  const words = useTranslations('edit')
  const { said, isOpen, setOpen, rename, remove, value } = useForm()
  const { full } = useLabels()(path, field)
  const body = useId()
  const here = [...path, name]
  const open = isOpen(here)
  const count = said.filter((one) => one.isWrong && isWithin(one.path, here)).length
  const notes = useSaid(here, 'exactly')
  return (
    <Together className={styles['card'] ?? ''} data-wrong={count > 0} aria-label={name}>
      <button
        type="button"
        className={styles['cardHead']}
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(here, !open)}
      >
        <ChevronRight aria-hidden />
        <code>{name}</code>
        <span className={styles['about']}>{summaryOf(here, value)}</span>
        {count > 0 && <span className={styles['problems']}>{words('problemCount', { count })}</span>}
      </button>
      {open && (
        <div id={body} className={styles['cardBody']}>
          {isNamed && (
            <Row id={idOf(here)} label={words('name')} notes={notes} isRequired>
              {(control) => (
                <KeyInput
                  name={name}
                  taken={names.filter((one) => one !== name)}
                  rules={field.key}
                  control={control}
                  onRename={(to) => rename(here, to)}
                />
              )}
            </Row>
          )}
          {!isNamed && <FieldNotes id={`${idOf(here)}-notes`} notes={notes} />}
          <EntryFields path={here} field={field.item} view={view} />
          <div className={styles['cardFoot']}>
            <Button look="quiet" onPress={() => remove(here)} label={words('removeFrom', { name, label: full })}>
              <Trash2 aria-hidden />
              {words('remove')}
            </Button>
          </div>
        </div>
      )}
    </Together>
  )
}

function EntryFields({ path, field, view }: { readonly path: Path; readonly field: Field; readonly view: View }) {
  const { value, file } = useForm()
  const form = variantFor(field, valueAt(value, path))
  if (form.kind !== 'group' || (field.kind === 'variants' && field.by === null)) return view(path, field)
  const shown = withSettingsOf(path, form, value, file)
  const type = shown.fields['type']
  const types = field.kind === 'variants' ? field.variants.flatMap(typesOf) : []
  // The type decides about the other keys, so all of them can be chosen whatever it is now.
  const fields =
    type?.kind === 'choice' && types.length > 0 ? { ...shown.fields, type: { ...type, values: types } } : shown.fields
  return <GroupFields path={path} field={{ ...shown, fields }} view={view} />
}

/** Of a service's settings in a deployment, those that its type has. */
function withSettingsOf(path: Path, form: Group, value: Plain, file: Group): Group {
  if (path[0] !== 'deployments' || path[2] !== 'services') return form
  const services = file.fields['services']
  if (services?.kind !== 'map') return form
  const type = variantFor(services.item, { type: typeOf(value, path[3] ?? '') })
  if (type.kind !== 'group') return form
  const fields = Object.entries(form.fields).filter(([key]) => Object.hasOwn(type.fields, key))
  return { ...form, fields: Object.fromEntries(fields) }
}

function typesOf(variant: Field): readonly string[] {
  const type = variant.kind === 'group' ? variant.fields['type'] : undefined
  return type?.kind === 'choice' ? type.values : []
}

type AddProps = Omit<Props, 'view'> & {
  readonly full: string
  readonly names: readonly string[]
  readonly keys: readonly string[] | null
}

function AddEntry({ path, field, full, names, keys }: AddProps) {
  const words = useTranslations('edit')
  const { edit, setOpen, sources } = useForm()
  const types = field.item.kind === 'variants' && field.item.by !== null ? field.item.variants.flatMap(typesOf) : []
  const options = keys?.filter((key) => !names.includes(key)) ?? types
  const [chosen, setChosen] = useState('')
  const picked = options.includes(chosen) ? chosen : (options[0] ?? '')
  const add = (): void => {
    const section = path.at(-1) ?? ''
    const { name, value } = newEntry(section, field.item, keys === null ? picked : '', sources)
    const free = keys === null ? freeName(name, names) : picked
    edit([...path, free], value)
    setOpen([...path, free], true)
  }
  if (keys !== null && options.length === 0) return null
  return (
    <div className={styles['add']}>
      {options.length > 0 && (
        <select
          aria-label={words('which', { label: full })}
          className={styles['select']}
          value={picked}
          onChange={({ target }) => setChosen(target.value)}
        >
          {options.map((one) => (
            <option key={one} value={one}>
              {sources.serviceTypes.find(({ name }) => name === one)?.title ?? one}
            </option>
          ))}
        </select>
      )}
      <Button onPress={add} {...(path.length > 1 && { label: words('addTo', { label: full }) })}>
        <Plus aria-hidden />
        <AddWord section={path.length === 1 ? path[0] : undefined} />
      </Button>
    </div>
  )
}
