'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { reasonOf } from '../design/reason.ts'
import { ConfirmedRemedy } from '../problems/confirmed-remedy.tsx'
import { Restore } from '../problems/remedies.tsx'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

/** Data that outlived what used it, and until when it is kept. */
export function Kept({ project: { name, retained, viewerCan } }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  const format = useFormatter()
  if (retained.length === 0) return null
  const reason = reasonOf(viewerCan.removeData)
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{words('kept')}</h2>
      <ul className={styles['list']}>
        {retained.map(({ cluster, deployment, service, name: object, until }) => (
          <li key={`${cluster} ${object}`} className={styles['line']}>
            <span className={styles['strong']}>{service}</span>
            <span className={styles['quiet']}>
              {deployment} · {cluster} · <code>{object}</code>
            </span>
            <span className={styles['quiet']}>
              {words('until', { time: format.dateTime(new Date(until), { dateStyle: 'medium' }) })}
            </span>
            <span className={styles['trail']}>
              <Restore title={words('restore')} input={{ project: name, deployment, service }} reason={reason} />
              <ConfirmedRemedy
                title={words('purge')}
                way={{ type: 'purge', input: { project: name, deployment, service } }}
                reason={reason}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
