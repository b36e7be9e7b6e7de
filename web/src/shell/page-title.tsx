'use client'

import { useTranslations } from 'use-intl'

/** What the browser's tab and its history call the page: the thing itself first, then what it is a part of. */
export function PageTitle({ of }: { readonly of: readonly string[] }) {
  const words = useTranslations('shell')
  return <title>{[...of, words('product')].join(' · ')}</title>
}
