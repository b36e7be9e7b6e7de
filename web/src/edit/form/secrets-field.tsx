'use client'

import { isPlainList } from '@operations-manager/schema/project-file/edit/plain.ts'
import { variablePattern } from '@operations-manager/schema/project-file/names.ts'
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Group } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { FieldNotes } from '../../design/field.tsx'
import { freeName } from '../document/free-name.ts'
import { textOf, valueAt, type Path } from '../document/value.ts'
import type { Field } from '../schema/field.ts'
import { idOf, useForm, useSaid } from './form-context.ts'
import { KeyInput } from './key-input.tsx'
import { SecretValue } from './secret-value.tsx'
import { useLabels } from './use-labels.ts'
import styles from './form.module.css'

const rules = { pattern: variablePattern.source, maxLength: 253, example: null }

/** The secrets of a component: their names stand in the file, their values go to the platform and are sealed there. */
export function SecretsField({ path, field }: { readonly path: Path; readonly field: Field }) {
  const words = useTranslations('edit')
  const { value, edit, rename } = useForm()
  const { label, full, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const legend = useId()
  const present = valueAt(value, path)
  const names = isPlainList(present) ? present.map(textOf) : []
  const set = (next: readonly string[]): void => edit(path, next.length === 0 ? undefined : next)
  return (
    <Group className={styles['field'] ?? ''} aria-labelledby={legend} id={idOf(path)}>
      <span id={legend} className={styles['legend']}>
        {label}
      </span>
      <div className={styles['rows']}>
        {names.map((name, index) => (
          <div key={index} className={styles['pair']}>
            <div>
              <KeyInput
                name={name}
                taken={names.filter((_, at) => at !== index)}
                rules={rules}
                control={{
                  id: idOf([...path, String(index)]),
                  'aria-label': words('secretName', { number: index + 1 }),
                  'aria-describedby': notes.length > 0 ? `${idOf(path)}-notes` : undefined,
                }}
                onRename={(to) => rename([...path, String(index)], to)}
              />
            </div>
            <SecretValue name={name} of={{ component: path[1] ?? '' }} />
            <Button
              look="quiet"
              label={words('removeName', { name })}
              onPress={() => set(names.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        <Button
          look="quiet"
          label={words('addTo', { label: full })}
          onPress={() => set([...names, freeName('SECRET', names)])}
        >
          <Plus aria-hidden />
          {words('add')}
        </Button>
        {hint !== null && <p className={styles['hint']}>{hint}</p>}
        <FieldNotes id={`${idOf(path)}-notes`} notes={notes} />
      </div>
    </Group>
  )
}
