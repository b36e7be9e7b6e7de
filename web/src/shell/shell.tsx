'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { ShellViewerFragment } from '../../generated/graph.ts'
import { CopyAs } from '../copy/copy-as.tsx'
import type { Copied } from '../copy/copied.ts'
import { Live, type LiveState } from './live.tsx'
import { PageTitle } from './page-title.tsx'
import { PaletteTrigger } from './palette-trigger.tsx'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import styles from './shell.module.css'

export type Crumb = { readonly name: string; readonly href: string }

type Props = {
  readonly viewer: ShellViewerFragment
  readonly title: string
  readonly crumbs?: readonly Crumb[]
  /** What stands beside the title: a status, a count. */
  readonly beside?: ReactNode
  /** The page's main act, at the top right. */
  readonly act?: ReactNode
  /** The page's thing, to be taken along as a request or as YAML. */
  readonly copied?: Copied
  /** Whether what is shown follows what happens; absent for a page that does not change by itself. */
  readonly live?: LiveState | undefined
  readonly children: ReactNode
}

/** The frame of every page: places at the left, where one is at the top, the one main act at the top right. */
export function Shell({ viewer, title, crumbs = [], beside, act, copied, live, children }: Props) {
  const words = useTranslations('shell')
  return (
    <div className={styles['shell']}>
      <PageTitle
        of={[
          title,
          ...crumbs
            .slice(1)
            .map(({ name }) => name)
            .toReversed(),
        ]}
      />
      <a href="#page" className={styles['skip']}>
        {words('skip')}
      </a>
      <Rail viewer={viewer} />
      <div className={styles['body']}>
        <header className={styles['top']}>
          <nav aria-label={words('breadcrumb')} className={styles['crumbs']}>
            <ol>
              {crumbs.map(({ name, href }) => (
                <li key={href}>
                  <Link href={href}>{name}</Link>
                </li>
              ))}
              <li aria-current="page">{title}</li>
            </ol>
          </nav>
          <div className={styles['tools']}>
            {live !== undefined && <Live state={live} />}
            <PaletteTrigger mayAudit={viewer.viewerCan.readAudit.allowed} />
            <PersonMenu viewer={viewer} />
          </div>
        </header>
        <main id="page" tabIndex={-1} className={styles['page']}>
          <div className={styles['heading']}>
            <h1>{title}</h1>
            {beside}
            <div className={styles['act']}>
              {copied !== undefined && <CopyAs of={copied} name={title} />}
              {act}
            </div>
          </div>
          {children}
        </main>
      </div>
    </div>
  )
}
