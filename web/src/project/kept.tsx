'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

/** Data that outlived what used it, and until when it is kept. */
export function Kept({ project: { retained } }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  const format = useFormatter()
  if (retained.length === 0) return null
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{words('kept')}</h2>
      <ul className={styles['list']}>
        {retained.map(({ cluster, deployment, service, name, until }) => (
          <li key={`${cluster} ${name}`} className={styles['line']}>
            <span className={styles['strong']}>{service}</span>
            <span className={styles['quiet']}>
              {deployment} · {cluster} · <code>{name}</code>
            </span>
            <span className={styles['quiet']}>
              {words('until', { time: format.dateTime(new Date(until), { dateStyle: 'medium' }) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
