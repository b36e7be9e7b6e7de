'use client'

import { useTranslations } from 'use-intl'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import styles from './tokens.module.css'

type Props = {
  readonly title: string
  readonly text: string
  readonly act: string
  readonly fault: string | null
  readonly isPending: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks once more before something ends that cannot be brought back. */
export function Ask({ title, text, act, fault, isPending, onConfirm, onClose }: Props) {
  const words = useTranslations('shell')
  return (
    <Dialog title={title} role="alertdialog" onClose={onClose}>
      <p>{text}</p>
      {fault !== null && (
        <p role="alert" className={styles['fault']}>
          {fault}
        </p>
      )}
      <div className={styles['acts']}>
        <Button onPress={onClose}>{words('cancel')}</Button>
        <Button look="danger" isPending={isPending} onPress={onConfirm}>
          {act}
        </Button>
      </div>
    </Dialog>
  )
}
