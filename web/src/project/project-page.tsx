'use client'

import { Pencil } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import {
  ProjectChangedDocument,
  ProjectHistoryDocument,
  type ProjectChangedSubscription,
  type ProjectPageQuery,
} from '../../generated/graph.ts'
import { GatedLink } from '../design/gated-link.tsx'
import { ProblemCard } from '../problems/problem-card.tsx'
import { reasonOf } from '../design/reason.ts'
import { Status } from '../design/status.tsx'
import { useReading } from '../graph/use-reading.ts'
import { overallHealth } from '../projects/overall.ts'
import { Shell } from '../shell/shell.tsx'
import { useFollow } from '../streams/use-follow.ts'
import { Changes } from './changes.tsx'
import { DeploymentList } from './deployment-list.tsx'
import { History } from './history.tsx'
import { Kept } from './kept.tsx'
import { Members } from './members.tsx'
import { Notices } from './notices.tsx'
import { Picture } from './picture.tsx'
import { RemoveProject } from './remove-project.tsx'
import { Tokens } from './tokens.tsx'
import { Unsaved } from './unsaved.tsx'
import styles from './project.module.css'

export type ProjectOf = NonNullable<ProjectPageQuery['project']>

type Props = {
  readonly viewer: ProjectPageQuery['viewer']
  readonly serviceTypes: ProjectPageQuery['serviceTypes']
  readonly first: ProjectOf
}

/** A project: how it is, what it consists of, where it runs, and what happened to it. */
export function ProjectPage({ viewer, serviceTypes, first }: Props) {
  const words = useTranslations('project')
  const [project, reading] = useReading(first, ProjectHistoryDocument)
  const onEvent = useCallback(
    ({ project: { type, project: present } }: ProjectChangedSubscription) => {
      if (present !== null) reading.change((shown) => ({ ...shown, ...present }))
      // A new version is in no event: the list of versions is read when there is one.
      if (type === 'SAVED' || type === 'CURSOR_EXPIRED')
        reading.again({ name: first.name }, (shown, read) => read.project ?? shown)
    },
    [reading, first.name],
  )
  const live = useFollow(ProjectChangedDocument, { name: first.name }, onEvent)
  const health = overallHealth(project.deployments)
  return (
    <Shell
      viewer={viewer}
      title={project.displayName}
      crumbs={[{ name: words('projects'), href: '/' }]}
      live={live}
      beside={
        <>
          <code className={styles['name']}>{project.name}</code>
          {health !== null && <Status axis="health" state={health} />}
        </>
      }
      copied={{ type: 'project', name: project.name }}
      act={<Edit project={project} />}
    >
      <Unsaved person={viewer.email ?? viewer.name} project={project.name} />
      {project.description !== null && <p className={styles['about']}>{project.description}</p>}
      {project.problems.map((problem) => (
        <ProblemCard
          key={`${problem.code} ${problem.path.join('.')}`}
          problem={problem}
          place={{ project: project.name }}
        />
      ))}
      <Picture project={project} serviceTypes={serviceTypes} />
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <DeploymentList project={project} />
          <History revisions={project.history.nodes} />
        </div>
        <div className={styles['column']}>
          <Notices project={project} />
          <Changes
            operations={project.operations.nodes}
            audit={project.viewerCan.readAudit.allowed ? `/projects/${project.name}/audit` : null}
          />
          <Members project={project} />
          <Tokens project={project} />
          <Kept project={project} />
          <RemoveProject project={project} />
        </div>
      </div>
    </Shell>
  )
}

function Edit({ project }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  return (
    <GatedLink look="main" href={`/projects/${project.name}/edit`} reason={reasonOf(project.viewerCan.edit)}>
      <Pencil aria-hidden />
      {words('edit')}
    </GatedLink>
  )
}
