'use client'

import { Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  DeploymentChangedDocument,
  DeploymentClusterChangedDocument,
  type DeploymentHeadFragment,
  type DeploymentHomeFragment,
  type ShellViewerFragment,
} from '../../generated/graph.ts'
import { ButtonLink } from '../design/button-link.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { Status } from '../design/status.tsx'
import { Tabs } from '../design/tabs.tsx'
import { Shell } from '../shell/shell.tsx'
import { useAddress } from '../shell/use-address.ts'
import { useFollow } from '../streams/use-follow.ts'
import { DeploymentActs } from './deployment-acts.tsx'
import { DeploymentSummary } from './deployment-summary.tsx'
import { KubernetesEvents } from './kubernetes-events.tsx'
import { Logs } from './logs/logs.tsx'
import { Manifests } from './manifests.tsx'
import { Looking } from './missing.tsx'
import { Overview } from './overview.tsx'
import type { FirstPart } from './use-live-part.ts'
import { Variables } from './variables.tsx'
import { viewOf, views, type View } from './views.ts'
import styles from './deployment.module.css'

/** What every view of a deployment is made from. */
export type ViewProps = {
  readonly home: DeploymentHomeFragment
  readonly head: DeploymentHeadFragment
  readonly first: FirstPart
  /** Grows with each change that was told, so that a view looks again. */
  readonly look: number
}

type Props = {
  readonly viewer: ShellViewerFragment
  readonly home: DeploymentHomeFragment
  readonly head: DeploymentHeadFragment
  readonly first: FirstPart
}

/** A deployment: how it is and why, where it answers, and what its cluster sees of it now. */
export function DeploymentPage({ viewer, home: firstHome, head: firstHead, first }: Props) {
  const words = useTranslations('deployment')
  const [home, setHome] = useState(firstHome)
  const [head, setHead] = useState<DeploymentHeadFragment | null>(firstHead)
  const [look, setLook] = useState(0)
  const place = { project: firstHome.name, deployment: firstHead.name }
  const live = useFollow(DeploymentChangedDocument, place, ({ project: { type, project, deployment } }) => {
    if (project !== null) setHome(project)
    setHead(project?.deployment ?? null)
    // What is told about another deployment, or only how it is now, changes nothing of what the cluster sees.
    if (type !== 'PRESENT' && (deployment === null || deployment.name === place.deployment)) setLook((n) => n + 1)
  })
  useFollow(DeploymentClusterChangedDocument, {}, ({ clusters: { type, cluster } }) => {
    if (cluster?.name !== firstHead.cluster.name) return
    setHead((shown) => (shown === null ? null : { ...shown, cluster }))
    // One that was away can be asked again.
    if (type !== 'PRESENT') setLook((n) => n + 1)
  })
  const crumbs = [
    { name: words('projects'), href: '/' },
    { name: home.displayName, href: `/projects/${home.name}` },
  ]
  if (head === null) {
    return (
      <Shell viewer={viewer} title={place.deployment} crumbs={crumbs} live={live}>
        <EmptyState title={words('goneTitle', { name: place.deployment })} text={words('goneText')}>
          <ButtonLink href={`/projects/${home.name}`}>{words('toProject')}</ButtonLink>
        </EmptyState>
      </Shell>
    )
  }
  return (
    <Shell
      viewer={viewer}
      title={head.name}
      crumbs={crumbs}
      live={live}
      beside={
        <>
          <span className={styles['quiet']}>{head.cluster.name}</span>
          <Status axis="health" state={head.status.health} since={head.status.since} />
        </>
      }
      copied={{ type: 'deployment', id: head.id, project: home.name, name: head.name }}
      act={<DeploymentActs home={home} head={head} />}
    >
      <DeploymentSummary head={head} />
      <Views home={home} head={head} first={first} look={look} />
    </Shell>
  )
}

const contents = {
  overview: Overview,
  logs: Logs,
  variables: Variables,
  manifests: Manifests,
  events: KubernetesEvents,
} as const satisfies Record<View, (props: ViewProps) => React.ReactNode>

function Views(props: ViewProps) {
  const words = useTranslations('deployment')
  const [address, changeAddress] = useAddress()
  const view = viewOf(address.get('tab'))
  const Content = contents[view]
  return (
    <Tabs
      label={words('views')}
      tabs={views.map((key) => ({ key, title: words(`view.${key}`) }))}
      selected={view}
      onSelect={(key) => changeAddress({ tab: key === 'overview' ? null : key }, 'push')}
    >
      <Suspense fallback={<Looking />}>
        <Content {...props} />
      </Suspense>
    </Tabs>
  )
}
