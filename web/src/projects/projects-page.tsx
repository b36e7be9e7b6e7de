'use client'

import { FilePlus2, FileUp, LayoutTemplate, Plus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import {
  MoreProjectsDocument,
  ProjectsChangedDocument,
  type ProjectRowFragment,
  type ProjectsPageQuery,
} from '../../generated/graph.ts'
import { ClusterAway } from '../clusters/cluster-away.tsx'
import { useClustersAway } from '../clusters/use-clusters-away.ts'
import { ButtonLink } from '../design/button-link.tsx'
import { Doors } from '../design/doors.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { GatedLink } from '../design/gated-link.tsx'
import { reasonOf } from '../design/reason.ts'
import { isBeginning } from '../graph/is-beginning.ts'
import { withBeginning, withItem } from '../graph/live-list.ts'
import { useReading } from '../graph/use-reading.ts'
import { Shell } from '../shell/shell.tsx'
import { useFollow } from '../streams/use-follow.ts'
import { ProjectTable } from './project-table.tsx'
import { ProjectSearch, type Search } from './project-search.tsx'
import styles from './projects.module.css'

type Props = { readonly first: ProjectsPageQuery; readonly search: Search }

/** Every project that one may see; it changes by itself. */
export function ProjectsPage({ first, search }: Props) {
  const words = useTranslations('projects')
  const shellWords = useTranslations('shell')
  const [projects, reading] = useReading(first.projects.nodes, MoreProjectsDocument)
  const away = useClustersAway(first.clusters)
  // Where everything is shown it is counted here, since it changes.
  const { totalCount, pageInfo } = first.projects
  const count = pageInfo.hasNextPage ? totalCount : projects.length
  const isFiltered = search.text !== '' || search.cluster !== null
  const readAgain = (): void =>
    reading.again({ after: null, search: search.text, cluster: search.cluster }, (shown, { projects: read }) =>
      withBeginning(shown, ({ name }) => name, read.nodes, !read.pageInfo.hasNextPage),
    )
  const live = useFollow(ProjectsChangedDocument, {}, ({ projects: { type, name, project } }) => {
    if (isBeginning(type)) return readAgain()
    reading.change((shown) => {
      const isShown = shown.some((one) => one.name === name)
      // Whether a new one matches what is searched for is the server's to say.
      return isFiltered && !isShown ? shown : withItem(shown, (one) => one.name, name, project)
    })
  })
  const act = (
    <GatedLink look="main" href="/projects/new" reason={reasonOf(first.viewer.viewerCan.createProject)}>
      <Plus aria-hidden />
      {shellWords('newProject')}
    </GatedLink>
  )
  return (
    <Shell
      viewer={first.viewer}
      title={words('title')}
      live={live}
      act={act}
      beside={<p className={styles['count']}>{words('count', { count })}</p>}
    >
      {projects.length === 0 && !isFiltered ? (
        <NoProject />
      ) : (
        <>
          {away
            .filter(({ name }) => runsIn(projects, name))
            .map((cluster) => (
              <ClusterAway key={cluster.name} cluster={cluster} />
            ))}
          <ProjectSearch search={search} clusters={first.clusters.map(({ name }) => name)} />
          {projects.length === 0 ? (
            <EmptyState title={words('noMatchTitle')} text={words('noMatchText')}>
              <ButtonLink href="/">{words('clear')}</ButtonLink>
            </EmptyState>
          ) : (
            <ProjectTable projects={projects} pageInfo={pageInfo} search={search} onMore={reading.change} />
          )}
        </>
      )}
    </Shell>
  )
}

function runsIn(projects: readonly ProjectRowFragment[], cluster: string): boolean {
  return projects.some(({ deployments }) => deployments.some((one) => one.cluster.name === cluster))
}

function NoProject() {
  const words = useTranslations('projects')
  return (
    <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
      <Doors
        doors={[
          {
            href: '/projects/new?from=template',
            icon: LayoutTemplate,
            title: words('fromTemplate'),
            text: words('fromTemplateText'),
          },
          { href: '/projects/new?from=file', icon: FileUp, title: words('fromFile'), text: words('fromFileText') },
          { href: '/projects/new', icon: FilePlus2, title: words('blank'), text: words('blankText') },
        ]}
      />
    </EmptyState>
  )
}
