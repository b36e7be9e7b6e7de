'use client'

import { useTranslations } from 'use-intl'
import { Field as Row } from '../../design/field.tsx'
import { textOf, valueAt, type Path } from '../document/value.ts'
import type { Field } from '../schema/field.ts'
import { idOf, useForm, useSaid } from './form-context.ts'
import { readDocument } from '../document/document.ts'
import { useLabels } from './use-labels.ts'
import { useMemo } from 'react'
import styles from './form.module.css'

/** In which cluster a deployment runs. Once it is saved it stays there: its data would stay behind. */
export function ClusterField({ path, field }: { readonly path: Path; readonly field: Field }) {
  const words = useTranslations('edit')
  const { value, edit, sources, saved } = useForm()
  const { label, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  const before = useMemo(() => (saved === null ? null : readDocument(saved.file).value), [saved])
  const fixed = before === null ? undefined : valueAt(before, path)
  const present = textOf(valueAt(value, path))
  const isFixed = fixed !== undefined && fixed === present
  const known = sources.clusters.some(({ name }) => name === present)
  const set = (next: string): void => edit(path, next)
  return (
    <Row
      id={idOf(path)}
      label={label}
      hint={isFixed ? words('clusterFixed') : hint}
      notes={notes}
      isRequired
      onTake={set}
    >
      {(control) => (
        <select
          {...control}
          className={styles['select']}
          value={present}
          disabled={isFixed}
          onChange={({ target }) => set(target.value)}
        >
          {present === '' && <option value="">{words('chooseCluster')}</option>}
          {present !== '' && !known && <option value={present}>{present}</option>}
          {sources.clusters.map(({ name, isDraining, profile }) => (
            <option key={name} value={name} disabled={isDraining && name !== present}>
              {isDraining ? words('clusterDraining', { name }) : name}
              {profile !== null && ` · ${profile.domain}`}
            </option>
          ))}
        </select>
      )}
    </Row>
  )
}
