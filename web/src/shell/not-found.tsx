'use client'

import { useTranslations } from 'use-intl'
import { ButtonLink } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import styles from './alone.module.css'

/** What is not there reads the same as what is not yours to see. */
export function NotFound() {
  const words = useTranslations('shell')
  return (
    <main className={styles['alone']}>
      <EmptyState title={words('notFoundTitle')} text={words('notFoundText')}>
        <ButtonLink look="main" href="/">
          {words('toProjects')}
        </ButtonLink>
      </EmptyState>
    </main>
  )
}
