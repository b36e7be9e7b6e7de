'use client'

import { useTranslations } from 'use-intl'
import type { ImportProjectFileQuery } from '../../../generated/graph.ts'
import { ScrollArea } from '../../design/scroll-area.tsx'
import { WithCode } from '../../design/with-code.tsx'
import styles from './start.module.css'

type Props = { readonly report: ImportProjectFileQuery['importProjectFile'] }

/** What became of each key of an older file: first what was left out and why, then what went where. */
export function ImportReport({ report: { mapped, notCarriedOver } }: Props) {
  const words = useTranslations('edit')
  return (
    <details open className={styles['report']}>
      <summary>
        <h2>{words('importReport')}</h2>
      </summary>
      {notCarriedOver.length === 0 ? (
        <p>{words('allCarriedOver')}</p>
      ) : (
        <ScrollArea label={words('notCarriedOver')} className={styles['scroll']}>
          <ul className={styles['left']}>
            {notCarriedOver.map(({ path, reason }) => (
              <li key={path.join('.')}>
                <code>{path.join('.')}</code>
                <span>
                  <WithCode text={reason} />
                </span>
              </li>
            ))}
          </ul>
        </ScrollArea>
      )}
      <details>
        <summary>{words('mappedCount', { count: mapped.length })}</summary>
        <ScrollArea label={words('mappedCount', { count: mapped.length })} className={styles['scroll']}>
          <ul className={styles['mapped']}>
            {mapped.map(({ from, to, note }) => (
              <li key={`${from.join('.')} ${to.join('.')}`}>
                <code>{from.join('.')}</code>
                <span aria-hidden>→</span>
                <code>{to.join('.')}</code>
                {note !== null && <span className={styles['quiet']}>{note}</span>}
              </li>
            ))}
          </ul>
        </ScrollArea>
      </details>
    </details>
  )
}
