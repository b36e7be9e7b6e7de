'use client'

import { useTranslations } from 'use-intl'

/** What stands on a button that adds: what is added to a section, or just that something is. */
export function AddWord({ section }: { readonly section: string | undefined }) {
  const words = useTranslations('edit')
  const key = `addOne.${section}` as 'addOne.components' // asked for before it is used
  return words.has(key) ? words(key) : words('add')
}
