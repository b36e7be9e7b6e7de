'use client'

import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { notesFor, type Fault } from './faults.ts'
import styles from './form-end.module.css'

type Props = {
  readonly faults: readonly Fault[]
  /** What pressing does, in words. */
  readonly act: string
  readonly isPending: boolean
  readonly onClose: () => void
}

/** The end of a form: the problems that belong to no field, and the buttons. */
export function FormEnd({ faults, act, isPending, onClose }: Props) {
  const shellWords = useTranslations('shell')
  return (
    <>
      {notesFor(faults, '').map(({ message }) => (
        <p key={message} role="alert" className={styles['fault']}>
          {message}
        </p>
      ))}
      <div className={styles['acts']}>
        <Button onPress={onClose}>{shellWords('cancel')}</Button>
        <Button look="main" type="submit" isPending={isPending}>
          {act}
        </Button>
      </div>
    </>
  )
}
