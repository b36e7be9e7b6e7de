'use client'

import { isPlainList, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { Plus, X } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { FieldNotes } from '../../design/field.tsx'
import { valueAt, type Path } from '../document/value.ts'
import { emptyOf } from '../schema/empty-of.ts'
import type { Field } from '../schema/field.ts'
import { proposalsFor } from '../schema/offers.ts'
import { idOf, useForm, useSaid } from './form-context.ts'
import { textOf, TextInput } from './leaf-fields.tsx'
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
  const { value, edit, sources } = useForm()
  const { label, hint } = useLabels()(path, field)
  const said = useSaid(path, field.item.kind === 'text' ? 'within' : 'exactly')
  const legend = useId()
  const present = valueAt(value, path)
  const entries = isPlainList(present) ? present : []
  const proposals = proposalsFor(path, value, sources)
  const set = (next: readonly Plain[]): void => edit(path, next.length === 0 ? undefined : next)
  return (
    <div className={styles['field']} role="group" aria-labelledby={legend} id={idOf(path)} tabIndex={-1}>
      <span id={legend} className={styles['legend']}>
        {label}
      </span>
      <div className={styles['rows']}>
        {entries.map((entry, index) => (
          <div key={index} className={styles['entry']}>
            {field.item.kind === 'text' ? (
              <TextInput
                control={{
                  id: idOf([...path, String(index)]),
                  'aria-label': words('entry', { label, number: index + 1 }),
                  'aria-describedby': said.length > 0 ? `${idOf(path)}-notes` : undefined,
                }}
                value={textOf(entry)}
                placeholder={field.item.example ?? ''}
                proposals={proposals}
                onType={(text) => set(entries.with(index, text))}
              />
            ) : (
              <div className={styles['wide']}>{view([...path, String(index)], field.item)}</div>
            )}
            <Button
              look="quiet"
              label={words('removeEntry', { label, number: index + 1 })}
              onPress={() => set(entries.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        <Button
          look="quiet"
          label={words('addTo', { label })}
          onPress={() => set([...entries, emptyOf(field.item)])}
        >
          <Plus aria-hidden />
          {words('add')}
        </Button>
        {hint !== null && <p className={styles['hint']}>{hint}</p>}
        <FieldNotes id={`${idOf(path)}-notes`} notes={said} />
      </div>
    </div>
  )
}
