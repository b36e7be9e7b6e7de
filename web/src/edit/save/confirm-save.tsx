'use client'

import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { RetainedChoice } from '../../../generated/graph.ts'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { Dialog } from '../../design/dialog.tsx'
import type { SaveProblem } from './use-save.ts'
import styles from './save.module.css'

export type Answer = { readonly confirm?: string; readonly retained?: RetainedChoice }

type Props = {
  readonly questions: readonly SaveProblem[]
  readonly isPending: boolean
  readonly onAnswer: (answer: Answer) => void
  readonly onClose: () => void
}

/** What saving asks before it happens: that data goes, or what becomes of kept data. */
export function ConfirmSave(props: Props) {
  const words = useTranslations('edit')
  const { questions, isPending, onAnswer, onClose } = props
  const [problem] = questions
  switch (problem?.__typename) {
    case 'DataLossProblem':
      return (
        <ConfirmDialog
          title={words('dataGoes')}
          name={problem.confirm}
          act={words('saveAndRemove')}
          isPending={isPending}
          onConfirm={(confirm) => onAnswer({ confirm })}
          onClose={onClose}
        >
          <p>{words('dataGoesText')}</p>
          <ul className={styles['what']}>
            {problem.what.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </ConfirmDialog>
      )
    case 'RetainedDataProblem':
      return <Retained {...props} />
    default:
      return null
  }
}

/** One answer holds for all the data that is still kept, so all of it is named. */
function Retained({ questions, isPending, onAnswer, onClose }: Props) {
  const words = useTranslations('edit')
  const format = useFormatter()
  const kept = questions.filter((one) => one.__typename === 'RetainedDataProblem')
  return (
    <Dialog title={words('retainedTitle')} role="alertdialog" onClose={onClose}>
      <p>{words('retainedText')}</p>
      <ul className={styles['what']}>
        {kept.map(({ path, until }) => (
          <li key={path.join('.')}>
            {words.rich('retainedOne', {
              service: path.at(-1) ?? '',
              deployment: path.at(1) ?? '',
              known: until === null ? 'no' : 'yes',
              until: until === null ? '' : format.dateTime(new Date(until), { dateStyle: 'long', timeStyle: 'short' }),
              b: bold,
            })}
          </li>
        ))}
      </ul>
      <div className={styles['acts']}>
        <Button onPress={onClose}>{words('cancel')}</Button>
        {(kept[0]?.choices ?? []).map((choice) => (
          <Button
            key={choice}
            look={choice === 'DISCARD' ? 'danger' : 'main'}
            isPending={isPending}
            onPress={() => onAnswer({ retained: choice })}
          >
            {words(`retained.${choice}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}

function bold(text: ReactNode): ReactNode {
  return <b>{text}</b>
}
