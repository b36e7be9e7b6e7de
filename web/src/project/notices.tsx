'use client'

import { Info } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

/** What is worth knowing, and what somebody removed by hand and nobody confirmed. */
export function Notices({ project: { notices, heldRemovals } }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  if (notices.length === 0 && heldRemovals.length === 0) return null
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{words('notices')}</h2>
      <ul className={styles['notices']}>
        {heldRemovals.map(({ id, what }) => (
          <li key={id} data-tone="waiting">
            <Info aria-hidden />
            <p>
              {words('held')} {what.join(' ')}
            </p>
          </li>
        ))}
        {notices.map(({ code, message, path }) => (
          <li key={`${code} ${path.join('.')}`}>
            <Info aria-hidden />
            <p>{message}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
