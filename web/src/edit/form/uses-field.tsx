'use client'

import { isPlainList, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { useId } from 'react'
import { Group } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { FieldNotes } from '../../design/field.tsx'
import { entryFor, usesOf, type Use } from '../document/uses.ts'
import { valueAt, type Path } from '../document/value.ts'
import { fieldAt } from '../schema/field-at.ts'
import type { Field } from '../schema/field.ts'
import { typeOf } from '../schema/offers.ts'
import { idOf, useForm, useSaid } from './form-context.ts'
import { TextInput } from './leaf-fields.tsx'
import { TextRows } from './text-rows.tsx'
import { useLabels } from './use-labels.ts'
import styles from './form.module.css'

/** What a component uses: a box for each service and each other component, and the names of a service's variables. */
export function UsesField({ path, field }: { readonly path: Path; readonly field: Field }) {
  const { value, edit } = useForm()
  const { label } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const present = valueAt(value, path)
  const entries = isPlainList(present) ? present : []
  const rows = usesOf(entries, value, path[1] ?? '')
  const legend = useId()
  const set = (next: readonly Plain[]): void => edit(path, next.length === 0 ? undefined : next)
  const words = useTranslations('edit')
  return (
    <Group className={styles['field'] ?? ''} aria-labelledby={legend} id={idOf(path)}>
      <span id={legend} className={styles['legend']}>
        {label}
      </span>
      <div className={styles['uses']}>
        {rows.length === 0 && <p className={styles['none']}>{words('nothingToUse')}</p>}
        {rows.map(({ key, use, index }) => (
          <div key={key} className={styles['use']}>
            <UseBox
              use={use}
              isChecked={index !== null}
              onChange={() =>
                set(index === null ? [...entries, entryFor(use) ?? use.name] : entries.filter((_, at) => at !== index))
              }
            />
            {use.kind === 'service' && index !== null && (
              <VariableNames path={[...path, String(index)]} field={field} use={use} />
            )}
          </div>
        ))}
        <FieldNotes id={`${idOf(path)}-notes`} notes={notes} />
      </div>
    </Group>
  )
}

type BoxProps = { readonly use: Use; readonly isChecked: boolean; readonly onChange: () => void }

function UseBox({ use, isChecked, onChange }: BoxProps) {
  const words = useTranslations('edit')
  const { value, sources } = useForm()
  const type = use.kind === 'service' ? typeOf(value, use.name) : ''
  const about =
    use.kind === 'component'
      ? words('callsComponent')
      : (sources.serviceTypes.find(({ name }) => name === type)?.title ?? words('unknownHere'))
  return (
    <label className={styles['box']}>
      <input type="checkbox" className={styles['check']} checked={isChecked} onChange={onChange} />
      <code>{use.name}</code>
      <span className={styles['about']}>{about}</span>
    </label>
  )
}

type NamesProps = { readonly path: Path; readonly field: Field; readonly use: Extract<Use, { kind: 'service' }> }

/** Under which names a component gets the variables of a service. */
function VariableNames({ path, field, use }: NamesProps) {
  const words = useTranslations('edit')
  const { value, edit, sources } = useForm()
  const variables =
    sources.serviceTypes.find(({ name }) => name === typeOf(value, use.name))?.variables.map(({ name }) => name) ?? []
  const set = (next: Partial<typeof use>): void => edit(path, entryFor({ ...use, ...next }) ?? use.name)
  const as = fieldAt(field, ['0', 'as'])
  const count = Object.keys(use.as).length + (use.prefix === null ? 0 : 1)
  return (
    <details className={styles['names']} open={count > 0 || undefined}>
      <summary aria-label={words('variableNames', { name: use.name })}>{words('names')}</summary>
      <div className={styles['namesBody']}>
        <label className={styles['inline']}>
          {words('label.prefix')}
          <TextInput
            control={{ id: idOf([...path, 'prefix']) }}
            value={use.prefix ?? ''}
            placeholder="DB"
            onType={(text) => set({ prefix: text === '' ? null : text })}
          />
        </label>
        <TextRows
          path={[...path, 'as']}
          label={words('furtherNames', { name: use.name })}
          entries={use.as}
          rules={as?.kind === 'map' ? as.key : { pattern: null, maxLength: null, example: null }}
          proposals={variables}
          onChange={(next) => set({ as: next })}
        />
      </div>
    </details>
  )
}
