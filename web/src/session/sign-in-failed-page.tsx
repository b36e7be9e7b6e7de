'use client'

import { useTranslations } from 'use-intl'
import buttons from '../design/button.module.css'
import { EmptyState } from '../design/empty-state.tsx'
import styles from '../shell/alone.module.css'
import { PageTitle } from '../shell/page-title.tsx'
import { signInFailures } from './sign-in-failed.ts'

/** Says why nobody is signed in, with the way to try again. */
export function SignInFailedPage({ why }: { readonly why: string | undefined }) {
  const words = useTranslations('shell')
  const known = signInFailures.find((failure) => failure === why) ?? 'expired'
  return (
    <main className={styles['alone']}>
      <PageTitle of={[words('signInFailed.title')]} />
      <EmptyState title={words('signInFailed.title')} text={words(`signInFailed.${known}`)}>
        <form action="/auth/sign-in">
          <button type="submit" className={buttons['main']}>
            {words('signIn')}
          </button>
        </form>
      </EmptyState>
    </main>
  )
}
