'use client'

import { FlaskConical } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ClusterCardFragment } from '../../generated/graph.ts'
import { CopyAs } from '../copy/copy-as.tsx'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { ClusterActs } from './cluster-acts.tsx'
import { Orphans } from './orphans.tsx'
import { RenewJoinToken } from './renew-join-token.tsx'
import styles from './clusters.module.css'

type Props = {
  readonly cluster: ClusterCardFragment
  readonly isOperator: boolean
  readonly onChange: (cluster: ClusterCardFragment) => void
}

/** One cluster: whether it can be reached, what it offers, and what stands in it. */
export function ClusterCard({ cluster, isOperator, onChange }: Props) {
  const words = useTranslations('clusters')
  const [isRenewing, setRenewing] = useState(false)
  const { name, state, isDraining, lastSeenAt, profile, deploymentCount } = cluster
  return (
    <article className={styles['card']} aria-label={name}>
      <header className={styles['head']}>
        <h2>{name}</h2>
        <Status axis="cluster" state={state} />
        {isDraining && <span className={styles['badge']}>{words('draining')}</span>}
        {profile?.isSandbox === true && (
          <span className={styles['badge']}>
            <FlaskConical aria-hidden />
            {words('sandbox')}
          </span>
        )}
        <div className={styles['acts']}>
          <CopyAs of={{ type: 'cluster', name }} name={name} />
          {isOperator && <ClusterActs cluster={cluster} onChange={onChange} onRenew={() => setRenewing(true)} />}
        </div>
      </header>
      {isRenewing && <RenewJoinToken cluster={cluster} onClose={() => setRenewing(false)} />}
      <p className={styles['quiet']}>
        <Heard state={state} at={lastSeenAt} />
        {' · '}
        <Link href={`/?cluster=${encodeURIComponent(name)}`} className={styles['link']}>
          {deploymentCount === null ? words('itsProjects') : words('deployments', { count: deploymentCount })}
        </Link>
      </p>
      {profile === null ? <p className={styles['quiet']}>{words('noProfile')}</p> : <Offer profile={profile} />}
      {isOperator && <ForOperators cluster={cluster} />}
      {cluster.orphaned.length > 0 && <Orphans cluster={cluster} onChange={onChange} />}
    </article>
  )
}

/** While a backend is connected there is nothing newer to say than that. */
function Heard({ state, at }: { readonly state: ClusterCardFragment['state']; readonly at: string | null }) {
  const words = useTranslations('clusters')
  if (at === null) return words('neverSeen')
  if (state === 'CONNECTED') return words('heardNow')
  return (
    <>
      {words('lastSeen')} <TimeAgo at={at} />
    </>
  )
}

function Offer({ profile }: { readonly profile: NonNullable<ClusterCardFragment['profile']> }) {
  const words = useTranslations('clusters')
  const facts = [
    ['domain', <code key="domain">{`${profile.scheme}://*.${profile.domain}`}</code>],
    ['versions', words('versionsOf', { backend: profile.backendVersion, contract: profile.contractVersion })],
    ['podLimits', words('podLimitsOf', { cpu: profile.maximumCpu, memory: profile.maximumMemory })],
    ['replicas', profile.maximumReplicas],
    ['volume', profile.maximumVolume],
    ['egress', words(`egressBy.${profile.egress}`)],
    ['retention', words('days', { count: profile.retentionDays })],
    ['mail', words(profile.sendsMail ? 'yes' : 'no')],
    ['organisation', words(profile.hasOrganisationProvider ? 'yes' : 'no')],
  ] as const
  return (
    <>
      <ul className={styles['types']} aria-label={words('offers')}>
        {profile.serviceTypes.map((type) => (
          <li key={type}>
            <Link href={`/services#${type}`}>{type}</Link>
          </li>
        ))}
      </ul>
      <dl className={styles['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{words(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={styles['whole']}>
          <dt>{words('key')}</dt>
          <dd>
            <code>{profile.agePublicKey}</code>
          </dd>
        </div>
      </dl>
    </>
  )
}

function ForOperators({ cluster: { address, projects } }: { readonly cluster: ClusterCardFragment }) {
  const words = useTranslations('clusters')
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{words('address')}</dt>
        <dd>{address === 'link:' ? words('byLink') : <code>{address}</code>}</dd>
      </div>
      <div>
        <dt>{words('mayUse')}</dt>
        <dd>{projects === null ? words('everyProject') : projects.join(', ')}</dd>
      </div>
    </dl>
  )
}
