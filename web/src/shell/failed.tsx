'use client'

import { useTranslations } from 'use-intl'
import { Button, ButtonLink } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import styles from './alone.module.css'

/** A page that could not be shown, and the way on. */
export function Failed({ onAgain }: { readonly onAgain: () => void }) {
  const words = useTranslations('shell')
  return (
    <main className={styles['alone']}>
      <EmptyState title={words('failedTitle')} text={words('failedText')}>
        <div className={styles['acts']}>
          <Button look="main" onPress={onAgain}>
            {words('tryAgain')}
          </Button>
          <ButtonLink href="/">{words('toProjects')}</ButtonLink>
        </div>
      </EmptyState>
    </main>
  )
}
