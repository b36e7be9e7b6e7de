'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { DeploymentEventsDocument, type EventRowFragment } from '../../generated/graph.ts'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { useAddress } from '../shell/use-address.ts'
import type { ViewProps } from './deployment-page.tsx'
import { podsMayChangeMs } from './live-part.ts'
import { Seen } from './missing.tsx'
import { useLivePart } from './use-live-part.ts'
import { partKey } from './views.ts'
import styles from './deployment.module.css'

/** What Kubernetes reported about the deployment's objects, the newest first. */
export function KubernetesEvents({ home, head, first, look }: ViewProps) {
  const words = useTranslations('deployment')
  const [address, changeAddress] = useAddress()
  const isWarningsOnly = address.get('warnings') === '1'
  const part = useLivePart({
    key: partKey.events,
    document: DeploymentEventsDocument,
    variables: { project: home.name, deployment: head.name },
    look,
    first,
    everyMs: podsMayChangeMs,
  })
  return (
    <div className={styles['sections']}>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={isWarningsOnly}
          onChange={({ target }) => changeAddress({ warnings: target.checked ? '1' : null })}
        />
        {words('warningsOnly')}
      </label>
      <Seen part={part} head={head}>
        {({ events }) => <EventTable events={isWarningsOnly ? events.filter(({ warning }) => warning) : events} />}
      </Seen>
    </div>
  )
}

function EventTable({ events }: { readonly events: readonly EventRowFragment[] }) {
  const words = useTranslations('deployment')
  if (events.length === 0) return <p className={styles['quiet']}>{words('noEvents')}</p>
  return (
    <ScrollArea label={words('view.events')} className={styles['scroll']}>
      <table>
        <TableHead titles={(['when', 'reason', 'about', 'message'] as const).map((name) => words(name))} />
        <tbody>
          {events.map(({ at, warning, reason, message, count, kind, name }) => (
            <tr key={`${at} ${kind} ${name} ${reason} ${message}`}>
              <td>
                <TimeAgo at={at} />
              </td>
              <td>
                <span className={styles['inline']} data-warning={warning}>
                  {warning && <TriangleAlert aria-label={words('warning')} className={styles['warning']} />}
                  {reason}
                  {count > 1 && <span className={styles['quiet']}>{words('seenTimes', { count })}</span>}
                </span>
              </td>
              <td>
                <span className={styles['quiet']}>{kind}</span> <code>{name}</code>
              </td>
              <td className={styles['eventMessage']}>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
