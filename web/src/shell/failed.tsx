'use client'

import { useTranslations } from 'use-intl'
import buttons from '../design/button.module.css'
import { EmptyState } from '../design/empty-state.tsx'
import styles from './alone.module.css'
import { PageTitle } from './page-title.tsx'
import { ToProjects } from './to-projects.tsx'

/** A page that could not be shown, and the way on. */
export function Failed({ onAgain }: { readonly onAgain: () => void }) {
  const words = useTranslations('shell')
  return (
    <main className={styles['alone']}>
      <PageTitle of={[words('failedTitle')]} />
      <EmptyState title={words('failedTitle')} text={words('failedText')}>
        <div className={styles['acts']}>
          <button type="button" className={buttons['main']} onClick={onAgain}>
            {words('tryAgain')}
          </button>
          <ToProjects look="plain" />
        </div>
      </EmptyState>
    </main>
  )
}
