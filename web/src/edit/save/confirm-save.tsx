'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { RetainedChoice } from '../../../generated/graph.ts'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/confirm-dialog.tsx'
import { Dialog } from '../../design/dialog.tsx'
import type { SaveProblem } from './use-save.ts'
import styles from './save.module.css'

export type Answer = { readonly confirm?: string; readonly retained?: RetainedChoice }

type Props = {
  readonly problem: SaveProblem | null
  readonly isPending: boolean
  readonly onAnswer: (answer: Answer) => void
  readonly onClose: () => void
}

/** What saving asks before it happens: that data goes, that others use something, or what becomes of kept data. */
export function ConfirmSave({ problem, ...rest }: Props) {
  const words = useTranslations('edit')
  switch (problem?.__typename) {
    case 'DataLossProblem':
      return (
        <Removal
          {...rest}
          title={words('dataGoes')}
          name={problem.confirm}
          what={problem.what}
          text={words('dataGoesText')}
        />
      )
    case 'InUseProblem':
      return (
        <Removal
          {...rest}
          title={words('inUse')}
          name={problem.path.at(-1) ?? ''}
          what={problem.usedBy}
          text={problem.message}
        />
      )
    case 'RetainedDataProblem':
      return <Retained {...rest} problem={problem} />
    default:
      return null
  }
}

type RemovalProps = Omit<Props, 'problem'> & {
  readonly title: string
  readonly name: string
  readonly text: string
  readonly what: readonly string[]
}

function Removal({ title, name, text, what, isPending, onAnswer, onClose }: RemovalProps) {
  const words = useTranslations('edit')
  return (
    <ConfirmDialog
      title={title}
      name={name}
      act={words('saveAndRemove')}
      isPending={isPending}
      onConfirm={(confirm) => onAnswer({ confirm })}
      onClose={onClose}
    >
      <p>{text}</p>
      <ul className={styles['what']}>
        {what.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}

type RetainedProps = Omit<Props, 'problem'> & {
  readonly problem: Extract<SaveProblem, { readonly __typename: 'RetainedDataProblem' }>
}

function Retained({ problem, isPending, onAnswer, onClose }: RetainedProps) {
  const format = useFormatter()
  const until =
    problem.until === null ? '' : format.dateTime(new Date(problem.until), { dateStyle: 'long', timeStyle: 'short' })
  const words = useTranslations('edit')
  return (
    <Dialog title={words('retainedTitle')} onClose={onClose}>
      <p>
        {words('retainedText', {
          name: problem.path.at(-1) ?? '',
          known: problem.until === null ? 'no' : 'yes',
          until,
        })}
      </p>
      <div className={styles['acts']}>
        <Button onPress={onClose}>{words('cancel')}</Button>
        {problem.choices.map((choice) => (
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
