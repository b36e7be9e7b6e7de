'use client'

import { useTranslations } from 'use-intl'
import type { WorkloadCardFragment } from '../../generated/graph.ts'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import styles from './deployment.module.css'

type Props = { readonly component: string; readonly pods: WorkloadCardFragment['pods'] }

/** The pods of a component, each with why it is not ready. */
export function PodTable({ component, pods }: Props) {
  const words = useTranslations('deployment')
  const columns = ['pod', 'state', 'restarts', 'node', 'started'] as const
  return (
    <ScrollArea label={words('podsOf', { component })} className={styles['scroll']}>
      <table>
        <TableHead titles={columns.map((name) => words(name))} />
        <tbody>
          {pods.map(({ name, state, restarts, node, startedAt, message }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <Status axis="pod" state={state} quiet />
                {message !== null && <p className={styles['podMessage']}>{message}</p>}
              </td>
              <td>{restarts}</td>
              <td>{node ?? '–'}</td>
              <td>{startedAt === null ? '–' : <TimeAgo at={startedAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
