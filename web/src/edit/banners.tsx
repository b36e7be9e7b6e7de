'use client'

import { History, LogIn, TriangleAlert, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../design/button.tsx'
import banner from '../design/banner.module.css'
import { isDirty, type Draft } from './document/draft.ts'
import type { SaveFailure } from './save/use-save.ts'
import styles from './editor.module.css'

type Props = {
  readonly draft: Draft
  readonly isConflict: boolean
  /** What somebody else saved meanwhile is in it. */
  readonly isJoined: boolean
  readonly failure: SaveFailure | null
  readonly isSignedOut: boolean
  /** Goes to where one signs in, and back. */
  readonly onSignIn: () => void
  readonly onDiscard: () => void
  readonly onShowConflict: () => void
}

/** What one has to know before going on: edits that came back, somebody else who saved, nobody who answers. */
export function Banners({ draft, isConflict, isJoined, failure, isSignedOut, ...on }: Props) {
  const words = useTranslations('edit')
  const { onSignIn, onDiscard, onShowConflict } = on
  return (
    <div aria-live="polite" className={styles['banners']}>
      {draft.isRestored && isDirty(draft) && (
        <Banner icon={<History aria-hidden />} text={words('restored')}>
          <Button onPress={onDiscard}>{words('discard')}</Button>
        </Banner>
      )}
      {isJoined && <Banner icon={<Users aria-hidden />} text={words('joined')} />}
      {isConflict && (
        <Banner tone="waiting" icon={<Users aria-hidden />} text={words('conflictText')}>
          <Button onPress={onShowConflict}>{words('showConflict')}</Button>
        </Banner>
      )}
      {draft.reading.value === null && (
        <Banner tone="failed" icon={<TriangleAlert aria-hidden />} text={words('unreadable')} />
      )}
      {isSignedOut && (
        <Banner tone="waiting" icon={<LogIn aria-hidden />} text={words('signedOut')}>
          <Button onPress={onSignIn}>{words('signInAgain')}</Button>
        </Banner>
      )}
      {failure !== null && !isSignedOut && (
        <Banner
          tone="failed"
          icon={<TriangleAlert aria-hidden />}
          text={words('notSaved', { failure: failure.message })}
        />
      )}
    </div>
  )
}

type BannerProps = {
  readonly tone?: 'plain' | 'waiting' | 'failed'
  readonly icon: ReactNode
  readonly text: string
  readonly children?: ReactNode
}

function Banner({ tone = 'plain', icon, text, children }: BannerProps) {
  return (
    <div className={banner['banner']} data-tone={tone}>
      {icon}
      <p>{text}</p>
      {children}
    </div>
  )
}
