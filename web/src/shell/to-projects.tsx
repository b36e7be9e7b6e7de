'use client'

import { useTranslations } from 'use-intl'
import buttons from '../design/button.module.css'

/** The way out of a page that shows nothing. It loads the list anew, whatever became of this page's scripts. */
export function ToProjects({ look }: { readonly look: 'main' | 'plain' }) {
  const words = useTranslations('shell')
  return (
    // oxlint-disable-next-line nextjs/no-html-link-for-pages -- a new document is the point
    <a href="/" className={buttons[look]}>
      {words('toProjects')}
    </a>
  )
}
