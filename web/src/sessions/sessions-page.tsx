'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ShellViewerFragment } from '../../generated/graph.ts'
import buttons from '../design/button.module.css'
import { TimeAgo } from '../design/time-ago.tsx'
import { Shell } from '../shell/shell.tsx'
import styles from './sessions.module.css'

export type ShownSession = {
  readonly key: string
  readonly browser: string
  /** True of the one in which this page is seen. */
  readonly isPresent: boolean
  readonly createdAt: string
  readonly lastSeenAt: string
}

type Props = { readonly viewer: ShellViewerFragment; readonly sessions: readonly ShownSession[] }

/** Where somebody is signed in, and how to end what they do not know. */
export function SessionsPage({ viewer, sessions }: Props) {
  const words = useTranslations('sessions')
  const others = sessions.filter(({ isPresent }) => !isPresent)
  return (
    <Shell
      viewer={viewer}
      title={words('title')}
      act={others.length > 1 && <End session="others" label={words('endOthers')} text={words('endOthers')} />}
    >
      <p className={styles['about']}>{words('about')}</p>
      <ul className={styles['list']} aria-label={words('title')}>
        {sessions.map((session) => (
          <li key={session.key} className={styles['session']}>
            <Session session={session} />
          </li>
        ))}
      </ul>
    </Shell>
  )
}

function Session({ session: { key, browser, isPresent, createdAt, lastSeenAt } }: { readonly session: ShownSession }) {
  const words = useTranslations('sessions')
  const name = browser === '' ? words('unknownBrowser') : browser
  return (
    <>
      <div>
        <p className={styles['name']}>
          {name}
          {isPresent && <span className={styles['present']}>{words('present')}</span>}
        </p>
        <p className={styles['quiet']}>
          {words('since')} <TimeAgo at={createdAt} />
          {!isPresent && (
            <>
              {' · '}
              {words('seen')} <TimeAgo at={lastSeenAt} />
            </>
          )}
        </p>
      </div>
      {!isPresent && <End session={key} label={words('endThing', { name })} text={words('end')} />}
    </>
  )
}

type EndProps = { readonly session: string; readonly label: string; readonly text: string }

/** A form of its own, so that it works as signing out does. */
function End({ session, label, text }: EndProps) {
  return (
    <form action="/auth/sessions" method="post">
      <button type="submit" name="session" value={session} className={buttons['plain']} aria-label={label}>
        <LogOut aria-hidden />
        {text}
      </button>
    </form>
  )
}
