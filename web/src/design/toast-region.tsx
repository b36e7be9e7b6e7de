'use client'

import { X } from 'lucide-react'
import { useEffect } from 'react'
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as Region,
} from 'react-aria-components'
import { useTranslations } from 'use-intl'
import type { Said } from './toasts.tsx'
import styles from './toasts.module.css'

const queue = new ToastQueue<Said>({ maxVisibleToasts: 3 })
const shownMs = 5_000

function show(one: Said): void {
  queue.add(one, one.tone === 'ready' ? { timeout: shownMs } : {})
}

type Props = {
  /** Takes over what is said from now on, and what waits to be. */
  readonly take: (show: (one: Said) => void) => void
}

/** What was said, the newest first, announced as it comes. */
export function ToastRegion({ take }: Props) {
  const words = useTranslations('shell')
  useEffect(() => take(show), [take])
  return (
    <Region queue={queue} className={styles['region'] ?? ''}>
      {({ toast: one }) => (
        <Toast toast={one} className={styles['toast'] ?? ''} data-tone={one.content.tone}>
          <ToastContent className={styles['content'] ?? ''}>
            <Text slot="title">{one.content.text}</Text>
          </ToastContent>
          <Button slot="close" className={styles['close'] ?? ''} aria-label={words('close')}>
            <X aria-hidden />
          </Button>
        </Toast>
      )}
    </Region>
  )
}
