'use client'

import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import styles from './playground.module.css'

/**
 * The queries that are open, of which one is shown. GraphiQL's own row has buttons inside of what it calls tabs, which
 * neither a keyboard nor a screen reader gets along with (WCAG 4.1.2), so this stands in its place.
 */
export function Queries() {
  const words = useTranslations('playground')
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'))
  const actions = useGraphiQLActions()
  return (
    <ul aria-label={words('queries')} className={styles['queries']}>
      {tabs.map(({ id, title }, index) => (
        <li key={id} data-shown={index === activeTabIndex}>
          <button type="button" aria-pressed={index === activeTabIndex} onClick={() => actions.changeTab(index)}>
            {title}
          </button>
          {tabs.length > 1 && (
            <button type="button" aria-label={words('close', { name: title })} onClick={() => actions.closeTab(index)}>
              <X aria-hidden />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
