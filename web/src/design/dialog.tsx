'use client'

import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import styles from './dialog.module.css'

type Props = {
  readonly title: string
  /** As wide as the window allows, for what has to be seen side by side. */
  readonly isWide?: boolean
  /** One that must not be passed over is an alert. */
  readonly role?: 'dialog' | 'alertdialog'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What has to be answered before one goes on; Escape and a press beside it close it. */
export function Dialog({ title, isWide = false, role = 'dialog', onClose, children }: Props) {
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && onClose()} isDismissable className={styles['veil'] ?? ''}>
      <Modal className={(isWide ? styles['wide'] : styles['modal']) ?? ''}>
        <AriaDialog role={role} className={styles['dialog'] ?? ''}>
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
