'use client'

import { Bot, ChevronRight, CircleHelp, GitCommitHorizontal, KeyRound, Server, User } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { AuditRowFragment } from '../../generated/graph.ts'
import { ScrollArea } from '../design/scroll-area.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { AuditDetail } from './audit-detail.tsx'
import styles from './audit.module.css'

const icons = {
  PERSON: User,
  TOKEN: KeyRound,
  COMMIT: GitCommitHorizontal,
  PLATFORM: Bot,
  CLUSTER: Server,
  ANONYMOUS: CircleHelp,
} as const

type Props = { readonly records: readonly AuditRowFragment[]; readonly withProject: boolean }

/** One line for each record; all of it is one press away. */
export function AuditTable({ records, withProject }: Props) {
  const words = useTranslations('audit')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (number: string): void =>
    setOpen((present) => {
      const next = new Set(present)
      if (!next.delete(number)) next.add(number)
      return next
    })
  return (
    <ScrollArea label={words('records')} className={styles['scroll']}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words('when')}</th>
            <th scope="col">{words('who')}</th>
            <th scope="col">{words('what')}</th>
            <th scope="col">{words('target')}</th>
            <th scope="col">{words('result')}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <Fragment key={record.number}>
              <Row
                record={record}
                withProject={withProject}
                isOpen={open.has(record.number)}
                onToggle={() => toggle(record.number)}
              />
              {open.has(record.number) && (
                <tr className={styles['open']}>
                  <td colSpan={5} id={`record-${record.number}`}>
                    <AuditDetail record={record} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

type RowProps = {
  readonly record: AuditRowFragment
  readonly withProject: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Row({ record, withProject, isOpen, onToggle }: RowProps) {
  const words = useTranslations('audit')
  const { number, at, actor, action, result, times } = record
  const Icon = icons[actor.type]
  return (
    <tr>
      <td className={styles['when']}>
        <TimeAgo at={at} />
      </td>
      <td>
        <span className={styles['who']}>
          <Icon aria-hidden />
          <span title={actor.email ?? undefined}>{actor.type === 'ANONYMOUS' ? words('anonymous') : actor.name}</span>
        </span>
      </td>
      <td>
        <button
          type="button"
          className={styles['more']}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `record-${number}` : undefined}
          aria-label={words('details', { action, number })}
          onClick={onToggle}
        >
          <ChevronRight aria-hidden />
          <code>{action}</code>
          {times > 1 && <span className={styles['times']}>{words('times', { count: times })}</span>}
        </button>
      </td>
      <td className={styles['target']}>{targetOf(record, withProject)}</td>
      <td>
        <Status axis="audit" state={result} quiet />
      </td>
    </tr>
  )
}

function targetOf({ project, deployment, cluster, detail }: AuditRowFragment, withProject: boolean): string {
  const part = detail.find(({ name }) => ['component', 'service', 'registry', 'email', 'name'].includes(name))?.value
  const places = [withProject ? project : null, deployment, part ?? null, project === null ? cluster : null]
  return places.filter((place) => place !== null).join(' / ') || '–'
}
