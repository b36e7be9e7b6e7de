'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../design/button.tsx'
import { results, searchOf, type Wanted } from './filter.ts'
import styles from './audit.module.css'

type Props = {
  readonly wanted: Wanted
  /** The page's own address: what is wanted stands in it. */
  readonly action: string
  readonly hasProject: boolean
}

/** Narrows the list; a form that works without a script too. */
export function AuditFilterForm({ wanted, action, hasProject }: Props) {
  const words = useTranslations('audit')
  const states = useTranslations('status')
  return (
    <search>
      <form action={action} className={styles['filter']} aria-label={words('filter')}>
        <Labelled label={words('who')}>
          <input name="actor" defaultValue={wanted.actor} placeholder={words('whoHint')} />
        </Labelled>
        <Labelled label={words('what')}>
          <input name="action" defaultValue={wanted.action} placeholder="setImage" />
        </Labelled>
        {hasProject && (
          <Labelled label={words('project')}>
            <input name="project" defaultValue={wanted.project} />
          </Labelled>
        )}
        <Labelled label={words('result')}>
          <select name="result" defaultValue={wanted.result}>
            <option value="">{words('any')}</option>
            {results.map((result) => (
              <option key={result} value={result}>
                {states(`audit.${result}`)}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled label={words('since')}>
          <input type="date" name="since" defaultValue={wanted.since} />
        </Labelled>
        <Labelled label={words('until')}>
          <input type="date" name="until" defaultValue={wanted.until} />
        </Labelled>
        <div className={styles['acts']}>
          <Button type="submit">{words('apply')}</Button>
          {searchOf(wanted) !== '' && <Link href={action}>{words('clear')}</Link>}
        </div>
      </form>
    </search>
  )
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className={styles['field']}>
      <span>{label}</span>
      {children}
    </label>
  )
}
