'use client'

import { isPlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { valueAt, type Path } from '../document/value.ts'
import type { Field, Group } from '../schema/field.ts'
import { layoutOf } from '../schema/layout.ts'
import { useForm } from './form-context.ts'
import styles from './form.module.css'

type Props = {
  readonly path: Path
  readonly field: Group
  readonly view: (path: Path, field: Field, isRequired: boolean) => ReactNode
}

/** The keys of a group: what is asked first, and the rest behind "More", which says how much of it is set. */
export function GroupFields({ path, field, view }: Props) {
  const words = useTranslations('edit')
  const { value } = useForm()
  const { first, more } = layoutOf(path, field)
  const present = valueAt(value, path)
  const count = isPlainMap(present) ? more.filter((key) => Object.hasOwn(present, key)).length : 0
  const draw = (key: string): ReactNode => {
    const below = field.fields[key]
    return below === undefined ? null : view([...path, key], below, field.required.includes(key))
  }
  return (
    <>
      {first.map(draw)}
      {more.length > 0 && (
        <details className={styles['more']}>
          <summary>
            {words('more')}
            {count > 0 && <span className={styles['count']}>{words('countSet', { count })}</span>}
          </summary>
          <div className={styles['inner']}>{more.map(draw)}</div>
        </details>
      )}
    </>
  )
}
