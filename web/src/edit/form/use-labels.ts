'use client'

import { useTranslations } from 'use-intl'
import type { Path } from '../document/value.ts'
import type { Field } from '../schema/field.ts'

export type Labels = {
  readonly label: string
  /** The label with whose it is, for what is heard without what stands around it: `Variables of web`. */
  readonly full: string
  /** What a person may need to know for it; null where the label says enough. */
  readonly hint: string | null
}

/** How a key of the project file is called in the page's language; an unknown one by itself, as the schema says it. */
export function useLabels(): (path: Path, field: Field) => Labels {
  const words = useTranslations('edit')
  return (path, field) => {
    const key = path.at(-1) ?? ''
    const keys = namesOf(path)
    const known = keys.find((name) => words.has(`label.${name}` as 'label.name'))
    const named = (label: string) => ({
      label,
      full: path.length > 1 ? words('of', { label, name: path.at(-2) ?? '' }) : label,
    })
    if (known === undefined) return { ...named(key), hint: field.about === '' ? null : field.about }
    const hinted = keys.find((name) => words.has(`hint.${name}` as 'hint.host')) // any key: just asked for
    return {
      ...named(words(`label.${known}` as 'label.name')),
      hint: hinted === undefined ? null : words(`hint.${hinted}` as 'hint.host'),
    }
  }
}

/** The words of a key, the most exact first: `health_path` before `path`. */
export function namesOf(path: Path): readonly string[] {
  const [parent, key] = [path.at(-2), path.at(-1) ?? '']
  return parent === undefined ? [key] : [`${parent}_${key}`, key]
}
