'use client'

import { ScrollText } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { DeploymentHeadFragment, DeploymentHomeFragment, WorkloadCardFragment } from '../../generated/graph.ts'
import { ButtonLink } from '../design/button-link.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { RestartComponent } from './deployment-acts.tsx'
import { PodTable } from './pod-table.tsx'
import styles from './deployment.module.css'

type Props = {
  readonly workload: WorkloadCardFragment
  readonly home: DeploymentHomeFragment
  readonly head: DeploymentHeadFragment
}

/** One component as it runs: what was asked for, what runs, and its pods. */
export function WorkloadCard({ workload, home, head }: Props) {
  const words = useTranslations('deployment')
  const { component, state, lastProblem, pods } = workload
  return (
    <article id={`component-${component}`} className={styles['card']} aria-label={component}>
      <header className={styles['cardHead']}>
        <h3>{component}</h3>
        <Status axis="workload" state={state} />
        <div className={styles['cardActs']}>
          <ButtonLink look="quiet" href={`?tab=logs&component=${encodeURIComponent(component)}`}>
            <ScrollText aria-hidden />
            {words('view.logs')}
          </ButtonLink>
          <RestartComponent home={home} head={head} component={component} />
        </div>
      </header>
      <Facts workload={workload} />
      {lastProblem !== null && (
        <p className={styles['problem']}>
          <span>{lastProblem.message}</span>
          <span className={styles['quiet']}>
            <code>{lastProblem.code}</code>
            {lastProblem.pod !== null && ` · ${lastProblem.pod}`}
            {lastProblem.at !== null && (
              <>
                {' · '}
                <TimeAgo at={lastProblem.at} />
              </>
            )}
          </span>
        </p>
      )}
      {pods.length > 0 && <PodTable component={component} pods={pods} />}
    </article>
  )
}

function Facts({ workload }: { readonly workload: WorkloadCardFragment }) {
  const words = useTranslations('deployment')
  const { desired, ready, updated, image, runningImages, digest, restarts } = workload
  const others = runningImages.filter((one) => one !== image)
  return (
    <dl className={styles['factList']}>
      <div>
        <dt>{words('pods')}</dt>
        <dd>
          {words('readyOf', { ready, desired })}
          {updated < desired && ` · ${words('updated', { updated })}`}
        </dd>
      </div>
      <div>
        <dt>{words('restarts')}</dt>
        <dd>{restarts}</dd>
      </div>
      <div>
        <dt>{words('imageAsked')}</dt>
        <dd>
          <code>{image}</code>
        </dd>
      </div>
      <div>
        <dt>{words('imageRuns')}</dt>
        <dd>
          {runningImages.length === 0 && words('nothingRuns')}
          {runningImages.length > 0 && others.length === 0 && words('sameImage')}
          {others.length > 0 && runningImages.map((one) => <code key={one}>{one}</code>)}
          {digest !== null && (
            <code className={styles['digest']} title={digest}>
              {digest.slice(0, 19)}…
            </code>
          )}
        </dd>
      </div>
    </dl>
  )
}
