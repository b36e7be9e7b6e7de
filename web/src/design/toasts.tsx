'use client'

import { X } from 'lucide-react'
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useTranslations } from 'use-intl'
import styles from './toasts.module.css'

type Said = { readonly text: string; readonly tone: 'ready' | 'failed' }

const queue = new ToastQueue<Said>({ maxVisibleToasts: 3 })
const shownMs = 5_000

/** Says what one press came to. What went wrong stays until it is closed. */
export const toast = {
  success: (text: string): void => void queue.add({ text, tone: 'ready' }, { timeout: shownMs }),
  error: (text: string): void => void queue.add({ text, tone: 'failed' }),
}

/** Where what was said is shown and announced. */
export function Toasts() {
  const words = useTranslations('shell')
  return (
    <ToastRegion queue={queue} className={styles['region'] ?? ''}>
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
    </ToastRegion>
  )
}
