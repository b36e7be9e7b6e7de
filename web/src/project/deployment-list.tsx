'use client'

import { ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import type { DeploymentSummaryFragment } from '../../generated/graph.ts'
import { ClusterAway } from '../clusters/cluster-away.tsx'
import { useClustersAway } from '../clusters/use-clusters-away.ts'
import { CopyAs } from '../copy/copy-as.tsx'
import { Status } from '../design/status.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import styles from './project.module.css'
import type { ProjectOf } from './project-page.tsx'

/** Where the project runs: how it is there, and the addresses under which it answers. */
export function DeploymentList({ project }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  const away = useClustersAway(project.deployments.map(({ cluster }) => cluster))
  return (
    <section aria-labelledby="deployments">
      <h2 id="deployments">{words('deployments')}</h2>
      {project.deployments.length === 0 ? (
        <EmptyState title={words('nowhere')} text={words('nowhereText')} />
      ) : (
        <ul className={styles['list']}>
          {project.deployments.map((deployment) => (
            <li key={deployment.id} className={styles['deployment']}>
              <Link href={`/projects/${project.name}/deployments/${deployment.name}`} className={styles['strong']}>
                {deployment.name}
              </Link>
              <span className={styles['quiet']}>{deployment.cluster.name}</span>
              <Status axis="health" state={deployment.status.health} since={deployment.status.since} />
              <span className={styles['trail']}>
                <CopyAs
                  of={{ type: 'deployment', id: deployment.id, project: project.name, name: deployment.name }}
                  name={deployment.name}
                />
              </span>
              <p className={styles['headline']}>{deployment.status.headline}</p>
              <Addresses deployment={deployment} />
              {away
                .filter(({ name }) => name === deployment.cluster.name)
                .map((cluster) => (
                  <ClusterAway key={cluster.name} cluster={cluster} />
                ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Addresses({ deployment }: { readonly deployment: DeploymentSummaryFragment }) {
  if (deployment.addresses.length === 0) return null
  return (
    <ul className={styles['addresses']}>
      {deployment.addresses.map(({ component, url, state, message }) => (
        <li key={`${component} ${url}`}>
          {url === null ? (
            <span className={styles['quiet']}>{component}</span>
          ) : (
            <a href={url} target="_blank" rel="noreferrer">
              {url.replace(/^https?:\/\//, '')}
              <ExternalLink aria-hidden />
            </a>
          )}
          {state !== 'WORKING' && <Status axis="address" state={state} quiet />}
          {message !== '' && <span className={styles['quiet']}>{message}</span>}
        </li>
      ))}
    </ul>
  )
}
