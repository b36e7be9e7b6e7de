'use client'

import { useId, useState, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import styles from './confirm-dialog.module.css'

type Props = {
  readonly title: string
  /** What goes, and what can be undone until when. */
  readonly children: ReactNode
  /** The name to type. */
  readonly name: string
  readonly act: string
  readonly isPending: boolean
  readonly onConfirm: (typed: string) => void
  readonly onClose: () => void
}

/** Asks for the name of what goes before it goes. */
export function ConfirmDialog({ title, children, name, act, isPending, onConfirm, onClose }: Props) {
  const words = useTranslations('shell')
  const [typed, setTyped] = useState('')
  const field = useId()
  return (
    <Dialog title={title} role="alertdialog" onClose={onClose}>
      <div className={styles['what']}>{children}</div>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === name) onConfirm(typed)
        }}
      >
        <label htmlFor={field}>{words.rich('typeName', { name, code: asCode })}</label>
        <input
          id={field}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <div className={styles['acts']}>
          <Button onPress={onClose}>{words('cancel')}</Button>
          <Button
            look="danger"
            type="submit"
            isPending={isPending}
            reason={typed === name ? null : words('typeFirst', { name })}
          >
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function asCode(text: ReactNode): ReactNode {
  return <code>{text}</code>
}
