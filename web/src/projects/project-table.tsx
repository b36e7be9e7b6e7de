'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { memo, startTransition, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { MoreProjectsDocument, type ProjectRowFragment, type ProjectsPageQuery } from '../../generated/graph.ts'
import { CopyAs } from '../copy/copy-as.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { useQuestion } from '../graph/use-question.ts'
import { overallHealth } from './overall.ts'
import type { Search } from './project-search.tsx'
import styles from './projects.module.css'

/** Of one line, in pixels: two lines of text on the 4-pixel grid. */
const rowHeight = 52
/** So many lines before the end the next page is asked for. */
const nearEnd = 20

type Props = {
  readonly projects: readonly ProjectRowFragment[]
  readonly pageInfo: ProjectsPageQuery['projects']['pageInfo']
  readonly search: Search
  readonly onMore: (add: (shown: readonly ProjectRowFragment[]) => readonly ProjectRowFragment[]) => void
}

/** The projects as a table of which only what is seen is in the page; the next ones come when one gets there. */
export function ProjectTable({ projects, pageInfo, search, onMore }: Props) {
  const words = useTranslations('projects')
  const shellWords = useTranslations('shell')
  const [top, setTop] = useState(0)
  const body = useCallback((element: HTMLElement | null) => {
    if (element !== null) setTop(element.offsetTop)
  }, [])
  // oxlint-disable-next-line react/incompatible-library -- it is read anew at each render, and nothing here is memoised
  const rows = useWindowVirtualizer({
    count: projects.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    // Without a window yet, the server writes as many as a usual one shows.
    initialRect: { width: 1200, height: 900 },
  })
  const items = rows.getVirtualItems()
  useMore({ pageInfo, search, isNear: (items.at(-1)?.index ?? 0) >= projects.length - nearEnd, onMore })
  return (
    <table aria-label={words('title')} aria-rowcount={projects.length + 1} className={styles['table']}>
      <thead>
        <tr aria-rowindex={1} className={styles['head']}>
          {(['name', 'status', 'deployments', 'lastOperation'] as const).map((name) => (
            <th scope="col" key={name}>
              {words(name)}
            </th>
          ))}
          <th scope="col">
            <span className={styles['hidden']}>{shellWords('copyAs')}</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body} className={styles['rows']} style={{ blockSize: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const project = projects[index]
          if (project === undefined) return null
          return <Row key={project.id} project={project} index={index} offset={start - top} />
        })}
      </tbody>
    </table>
  )
}

type RowProps = { readonly project: ProjectRowFragment; readonly index: number; readonly offset: number }

/** One line. While one scrolls only lines that come are drawn; those that stay are as they were. */
const Row = memo(function Row({ project, index, offset }: RowProps) {
  return (
    <tr
      aria-rowindex={index + 2}
      className={styles['row']}
      style={{ transform: `translateY(${offset}px)`, blockSize: rowHeight }}
    >
      <Cells project={project} />
    </tr>
  )
})

function Cells({ project }: { readonly project: ProjectRowFragment }) {
  const words = useTranslations('projects')
  const health = overallHealth(project.deployments)
  const worst = project.deployments.find(({ status }) => status.health === health)
  return (
    <>
      <th scope="row" className={styles['name']}>
        <Link href={`/projects/${project.name}`} prefetch={false}>
          {project.displayName}
        </Link>
        <code>{project.name}</code>
      </th>
      <td>
        {health === null ? (
          <span className={styles['none']}>{words(project.deletedAt === null ? 'nothingRuns' : 'deleted')}</span>
        ) : (
          <Status axis="health" state={health} since={worst?.status.since ?? null} />
        )}
      </td>
      <td className={styles['deployments']}>
        {project.deployments.map(({ id, name, cluster, status }) => (
          <Link
            key={id}
            href={`/projects/${project.name}/deployments/${name}`}
            title={status.headline}
            prefetch={false}
          >
            <span className={styles['dot']} data-health={status.health} aria-hidden />
            {name}
            <span className={styles['where']}>{cluster.name}</span>
          </Link>
        ))}
      </td>
      <td className={styles['change']}>
        {project.lastOperation !== null && <LastChange operation={project.lastOperation} />}
      </td>
      <td className={styles['acts']}>
        <CopyAs of={{ type: 'project', name: project.name }} name={project.displayName} />
      </td>
    </>
  )
}

function LastChange({ operation }: { readonly operation: NonNullable<ProjectRowFragment['lastOperation']> }) {
  const states = useTranslations('status')
  return (
    <>
      <Link href={`/operations/${operation.id}`} prefetch={false}>
        {states(`kind.${operation.kind}`)}
      </Link>
      <span className={styles['where']}>
        <Status axis="operation" state={operation.state} quiet /> · {operation.requestedBy.name} ·{' '}
        <TimeAgo at={operation.requestedAt} />
      </span>
    </>
  )
}

type More = Pick<Props, 'pageInfo' | 'search' | 'onMore'> & { readonly isNear: boolean }

/** Asks for the next page once one is near the end of what is there. */
function useMore({ pageInfo, search: { text, cluster }, isNear, onMore }: More): void {
  const ask = useQuestion(MoreProjectsDocument)
  const next = useRef(pageInfo.hasNextPage ? pageInfo.endCursor : null)
  const isAsking = useRef(false)
  useEffect(() => {
    const more = async (): Promise<void> => {
      isAsking.current = true
      try {
        const { projects } = await ask({ after: next.current, search: text, cluster })
        next.current = projects.pageInfo.hasNextPage ? projects.pageInfo.endCursor : null
        // Who scrolls goes on meanwhile.
        startTransition(() =>
          onMore((shown) => {
            const known = new Set(shown.map(({ name }) => name))
            return [...shown, ...projects.nodes.filter(({ name }) => !known.has(name))]
          }),
        )
      } finally {
        isAsking.current = false
      }
    }
    // What fails is asked for again when one scrolls on; the page says that it is not live meanwhile.
    if (isNear && next.current !== null && !isAsking.current) more().catch(() => undefined)
  })
}
