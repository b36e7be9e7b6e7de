'use client'

import { useLocale, useTranslations } from 'use-intl'
import type { Path } from '../document/value.ts'
import type { Field } from '../schema/field.ts'

export type Labels = {
  readonly label: string
  /** The label with whose it is, for what is heard without what stands around it: `Variables of web`. */
  readonly full: string
  /** What a person may need to know for it; null where the label says enough. */
  readonly hint: string | null
}

/**
 * How a key of the project file is called in the page's language: as the schema itself says, which knows settings of
 * services that this page was never told of; else in the page's own words; else by itself.
 */
export function useLabels(): (path: Path, field: Field) => Labels {
  const words = useTranslations('edit')
  const locale = useLocale()
  return (path, field) => {
    const key = path.at(-1) ?? ''
    const keys = namesOf(path)
    const known = keys.find((name) => words.has(`label.${name}` as 'label.name'))
    const named = (label: string) => ({
      label,
      full: path.length > 1 ? words('of', { label, name: path.at(-2) ?? '' }) : label,
    })
    const own = ownWords(field, locale)
    if (own !== null) return { ...named(own.title), hint: own.about === '' ? null : own.about }
    if (known === undefined) return { ...named(key), hint: field.about === '' ? null : field.about }
    const hinted = keys.find((name) => words.has(`hint.${name}` as 'hint.host')) // any key: just asked for
    return {
      ...named(words(`label.${known}` as 'label.name')),
      hint: hinted === undefined ? null : words(`hint.${hinted}` as 'hint.host'),
    }
  }
}

/** The schema's own words for a field; null where it has none. */
export function ownWords({ title, about, dutch }: Field, locale: string): { title: string; about: string } | null {
  if (title === undefined) return null
  return locale === 'nl' && dutch !== undefined ? dutch : { title, about }
}

/** The words of a key, the most exact first: `health_path` before `path`. */
export function namesOf(path: Path): readonly string[] {
  const [parent, key] = [path.at(-2), path.at(-1) ?? '']
  return parent === undefined ? [key] : [`${parent}_${key}`, key]
}
