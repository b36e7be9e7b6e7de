'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { LogRowFragment } from '../../../generated/graph.ts'
import { ScrollArea } from '../../design/scroll-area.tsx'
import { segments } from './lines.ts'
import type { LogChoice } from './log-choice.ts'
import type { LogScroll } from './use-log-scroll.ts'
import styles from './logs.module.css'

type Props = {
  readonly lines: readonly LogRowFragment[]
  readonly choice: LogChoice
  readonly current: LogRowFragment | null
  readonly scroll: LogScroll
  readonly label: string
}

/** The lines, of which only those that are seen are in the page. */
export function LogLines({ lines, choice, current, scroll: { pane, rows, onScroll }, label }: Props) {
  const words = useTranslations('deployment')
  if (lines.length === 0) return <p className={styles['none']}>{words('noLines')}</p>
  return (
    // No live region: who cannot see the lines reads them when they want to.
    <ScrollArea ref={pane} label={label} className={styles['pane']} wrap={choice.wrap} onScroll={onScroll}>
      <div className={styles['lines']} style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          if (line === undefined) return null
          return (
            <div
              key={index}
              ref={rows.measureElement}
              data-index={index}
              data-current={line === current}
              className={styles['line']}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line line={line} choice={choice} />
            </div>
          )
        })}
      </div>
    </ScrollArea>
  )
}

/** Of one width, whatever the hour. */
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

function Line({
  line: { at, pod, text },
  choice: { times, find, pod: chosen },
}: Pick<Props, 'choice'> & { readonly line: LogRowFragment }) {
  const format = useFormatter()
  return (
    <>
      {times && (
        <time dateTime={at} title={at} className={styles['time']}>
          {format.dateTime(new Date(at), clock)}
        </time>
      )}
      {chosen === null && (
        <span className={styles['pod']} title={pod}>
          {pod.slice(pod.lastIndexOf('-') + 1)}
        </span>
      )}
      <span className={styles['text']}>
        {segments(text, find).map((part, index) =>
          part.isFound ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
        )}
      </span>
    </>
  )
}
