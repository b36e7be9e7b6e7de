'use client'

import { Pencil, RotateCcw, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { RestoreRetainedDocument, RetryOperationDocument, type ProblemCardFragment } from '../../generated/graph.ts'
import { ButtonLink } from '../design/button-link.tsx'
import { Button } from '../design/button.tsx'
import { ConfirmedRemedy } from './confirmed-remedy.tsx'
import { useAct } from './use-act.ts'
import { wayOf, type ProblemPlace, type RemedyWay } from './way-of.ts'
import styles from './problem-card.module.css'

type Props = { readonly remedies: ProblemCardFragment['remedies']; readonly place: ProblemPlace | null }

/** What can be done about a problem: what can be done from here as buttons, the rest in words. */
export function Remedies({ remedies, place }: Props) {
  const words = useTranslations('shell')
  if (remedies.length === 0) return null
  const ways = remedies.map((remedy) => ({ remedy, way: place === null ? null : wayOf(remedy, place) }))
  const inWords = ways.filter(({ way }) => way === null)
  return (
    <>
      {inWords.length > 0 && (
        <ul className={styles['remedies']}>
          {inWords.map(({ remedy: { title } }) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      )}
      {inWords.length < ways.length && (
        <ul className={styles['acts']} aria-label={words('remedies')}>
          {ways.map(
            ({ remedy: { title }, way }) =>
              way !== null && (
                <li key={title}>
                  <RemedyAct title={title} way={way} />
                </li>
              ),
          )}
        </ul>
      )}
    </>
  )
}

function RemedyAct({ title, way }: { readonly title: string; readonly way: RemedyWay }) {
  switch (way.type) {
    case 'edit':
      return (
        <ButtonLink href={way.href}>
          <Pencil aria-hidden />
          {title}
        </ButtonLink>
      )
    case 'retry':
      return <Retry title={title} operation={way.operation} />
    case 'restore':
      return <Restore title={title} input={way.input} />
    case 'purge':
    case 'reissue':
      return <ConfirmedRemedy title={title} way={way} />
    default:
      return way satisfies never
  }
}

function Retry({ title, operation }: { readonly title: string; readonly operation: string }) {
  const [isPending, retry] = useAct(RetryOperationDocument, (data) => data.retryOperation)
  return (
    <Button isPending={isPending} onPress={() => void retry({ input: { operation } })}>
      <RotateCcw aria-hidden />
      {title}
    </Button>
  )
}

type RestoreProps = {
  readonly title: string
  readonly reason?: string | null
  readonly input: Extract<RemedyWay, { readonly type: 'restore' }>['input']
}

/** Brings kept data back into use. */
export function Restore({ title, reason = null, input }: RestoreProps) {
  const [isPending, restore] = useAct(RestoreRetainedDocument, (data) => data.restoreRetained)
  return (
    <Button isPending={isPending} reason={reason} onPress={() => void restore({ input })}>
      <Undo2 aria-hidden />
      {title}
    </Button>
  )
}
