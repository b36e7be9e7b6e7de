'use client'

import { isPlainList, isPlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { valueAt, type Path } from '../document/value.ts'
import { useForm } from './form-context.ts'
import styles from './form.module.css'

/** How many entries a section has. */
export function EntryCount({ path }: { readonly path: Path }) {
  const entries = valueAt(useForm().value, path)
  const count = isPlainList(entries) ? entries.length : isPlainMap(entries) ? Object.keys(entries).length : 0
  return <span className={styles['count']}>{count}</span>
}
