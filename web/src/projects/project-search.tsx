'use client'

import { Search as SearchIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import styles from './projects.module.css'

/** What a list of projects is narrowed to; it stands in the address, so that it can be sent to somebody. */
export type Search = { readonly text: string; readonly cluster: string | null }

const waitMs = 250

export function ProjectSearch({ search, clusters }: { readonly search: Search; readonly clusters: readonly string[] }) {
  const words = useTranslations('projects')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const [text, setText] = useState(search.text)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
  const go = (next: Search): void => startTransition(() => router.replace(addressOf(next)))
  const type = (value: string): void => {
    setText(value)
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = setTimeout(() => go({ ...search, text: value }), waitMs)
  }
  return (
    <search className={styles['search']} aria-busy={isPending}>
      <label className={styles['field']}>
        <span className={styles['hidden']}>{words('search')}</span>
        <SearchIcon aria-hidden />
        <input
          type="search"
          value={text}
          placeholder={words('searchHint')}
          onChange={(event) => type(event.target.value)}
        />
      </label>
      <label className={styles['field']}>
        <span className={styles['hidden']}>{words('cluster')}</span>
        <select
          value={search.cluster ?? ''}
          onChange={({ target: { value } }) => go({ text, cluster: value === '' ? null : value })}
        >
          <option value="">{words('everyCluster')}</option>
          {clusters.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}

/** The address of the list narrowed so. */
function addressOf({ text, cluster }: Search): string {
  const query = new URLSearchParams({
    ...(text !== '' && { search: text }),
    ...(cluster !== null && { cluster }),
  }).toString()
  return query === '' ? '/' : `/?${query}`
}
