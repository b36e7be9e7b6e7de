'use client'

import { useTranslations } from 'use-intl'
import { EmptyState } from '../design/empty-state.tsx'
import styles from './alone.module.css'
import { PageTitle } from './page-title.tsx'
import { ToProjects } from './to-projects.tsx'

/** What is not there reads the same as what is not yours to see. */
export function NotFound() {
  const words = useTranslations('shell')
  return (
    <main className={styles['alone']}>
      <PageTitle of={[words('notFoundTitle')]} />
      <EmptyState title={words('notFoundTitle')} text={words('notFoundText')}>
        <ToProjects look="main" />
      </EmptyState>
    </main>
  )
}
