'use client'

import { ArrowUp, Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { AuditRowsFragment, ShellViewerFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import buttons from '../design/button.module.css'
import { EmptyState } from '../design/empty-state.tsx'
import { Shell } from '../shell/shell.tsx'
import { AuditFilterForm } from './audit-filter.tsx'
import { AuditTable } from './audit-table.tsx'
import { CheckChain } from './check-chain.tsx'
import { searchOf, type Wanted } from './filter.ts'
import { useAudit } from './use-audit.ts'
import styles from './audit.module.css'

type Props = {
  readonly viewer: ShellViewerFragment
  readonly first: AuditRowsFragment
  readonly wanted: Wanted
  /** null: of the whole installation. */
  readonly project: { readonly name: string; readonly displayName: string } | null
}

/** What was done and tried, the newest first. */
export function AuditPage({ viewer, first, wanted, project }: Props) {
  const words = useTranslations('audit')
  const audit = useAudit(first, wanted, project?.name ?? null)
  const base = project === null ? '/audit' : `/projects/${project.name}/audit`
  const crumbs =
    project === null
      ? []
      : [
          { name: words('projects'), href: '/' },
          { name: project.displayName, href: `/projects/${project.name}` },
        ]
  const isNarrowed = searchOf(wanted) !== ''
  return (
    <Shell
      viewer={viewer}
      title={words('title')}
      crumbs={crumbs}
      live={audit.live}
      act={
        <a href={`${base}/export${searchOf(wanted)}`} download className={buttons['plain']}>
          <Download aria-hidden />
          {words('export')}
        </a>
      }
    >
      <p className={styles['about']}>{words(project === null ? 'about' : 'aboutProject')}</p>
      {project === null && <CheckChain />}
      <AuditFilterForm key={searchOf(wanted)} wanted={wanted} action={base} hasProject={project === null} />
      <div className={styles['news']} aria-live="polite">
        {audit.waiting.length > 0 && (
          <Button look="plain" onPress={audit.showWaiting}>
            <ArrowUp aria-hidden />
            {words('showNew', { count: audit.waiting.length })}
          </Button>
        )}
      </div>
      {audit.shown.length === 0 ? (
        <EmptyState title={words('emptyTitle')} text={words(isNarrowed ? 'emptyNarrowed' : 'emptyText')} />
      ) : (
        <AuditTable records={audit.shown} withProject={project === null} />
      )}
      {audit.hasOlder && (
        <Button onPress={audit.readOlder} isPending={audit.isReading}>
          {words('older')}
        </Button>
      )}
    </Shell>
  )
}
