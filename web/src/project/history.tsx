'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { RevisionRowFragment } from '../../generated/graph.ts'
import { TimeAgo } from '../design/time-ago.tsx'
import { Differences } from './differences.tsx'
import styles from './project.module.css'

/** The saved versions of the project file, each with what it changed. */
export function History({ revisions }: { readonly revisions: readonly RevisionRowFragment[] }) {
  const words = useTranslations('project')
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words('history')}</h2>
      <ol className={styles['list']}>
        {revisions.map((revision) => (
          <li key={revision.id}>
            <details className={styles['revision']}>
              <summary>
                <code>{revision.id.slice(0, 8)}</code>
                <span className={styles['strong']}>{revision.message.split('\n')[0]}</span>
                <span className={styles['quiet']}>
                  <Author revision={revision} /> · <TimeAgo at={revision.at} />
                </span>
              </summary>
              <Differences differences={revision.differences} />
              {revision.operation !== null && (
                <Link href={`/operations/${revision.operation.id}`} className={styles['link']}>
                  {words('toOperation')}
                </Link>
              )}
            </details>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Anybody can write any name into a commit; who asked for an operation was signed in. */
function Author({ revision: { author, operation } }: { readonly revision: RevisionRowFragment }) {
  const words = useTranslations('project')
  const who = operation?.requestedBy ?? author
  return who.isVerified ? who.name : `${who.name} (${words('unverified')})`
}
