'use client'

import { useTranslations } from 'use-intl'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import type { Member, MembersOf } from './members-page.tsx'
import styles from './members.module.css'

type Props = {
  readonly member: Member
  readonly project: MembersOf
  readonly isPending: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks once more before somebody is taken out of the project. */
export function RemoveMember({ member, project, isPending, onConfirm, onClose }: Props) {
  const words = useTranslations('members')
  const shellWords = useTranslations('shell')
  return (
    <Dialog title={words('removeTitle', { email: member.email })} role="alertdialog" onClose={onClose}>
      <p>{words(member.isViewer ? 'removeYourself' : 'removeText', { project: project.displayName })}</p>
      <div className={styles['acts']}>
        <Button onPress={onClose}>{shellWords('cancel')}</Button>
        <Button look="danger" isPending={isPending} onPress={onConfirm}>
          {words('removeAct')}
        </Button>
      </div>
    </Dialog>
  )
}
