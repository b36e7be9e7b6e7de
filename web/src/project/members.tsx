'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

/** Who belongs to the project, and as what. */
export function Members({ project: { name, members } }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  return (
    <section aria-labelledby="members">
      <h2 id="members">{words('members')}</h2>
      <ul className={styles['list']}>
        {members.map(({ email, role, isViewer }) => (
          <li key={email} className={styles['line']}>
            <span className={styles['strong']}>{email}</span>
            <span className={styles['quiet']}>
              {words(`role.${role}`)}
              {isViewer && ` · ${words('you')}`}
            </span>
          </li>
        ))}
      </ul>
      <Link href={`/projects/${name}/members`} className={styles['link']}>
        {words('toMembers')}
      </Link>
    </section>
  )
}
