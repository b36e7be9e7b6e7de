'use client'

import { Info } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { DeploymentOverviewDocument, type DeploymentHeadFragment } from '../../generated/graph.ts'
import { Status } from '../design/status.tsx'
import type { ViewProps } from './deployment-page.tsx'
import { podsMayChangeMs } from './live-part.ts'
import { Seen } from './missing.tsx'
import { ServiceList } from './service-list.tsx'
import { useLivePart } from './use-live-part.ts'
import { partKey } from './views.ts'
import { WorkloadCard } from './workload-card.tsx'
import styles from './deployment.module.css'

/** What runs in the deployment and what it was given, as its cluster sees it. */
export function Overview({ home, head, first, look }: ViewProps) {
  const words = useTranslations('deployment')
  const part = useLivePart({
    key: partKey.overview,
    document: DeploymentOverviewDocument,
    variables: { project: home.name, deployment: head.name },
    look,
    first,
    everyMs: podsMayChangeMs,
  })
  const isSeen = part !== null && part.part !== null
  useEffect(() => {
    // A link to one component or service is followed before the cluster has said that there is one.
    if (isSeen) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'nearest' })
  }, [isSeen])
  return (
    <div className={styles['sections']}>
      {head.notices.length > 0 && (
        <ul className={styles['notices']}>
          {head.notices.map((notice) => (
            <li key={notice}>
              <Info aria-hidden />
              {notice}
            </li>
          ))}
        </ul>
      )}
      <Seen part={part} head={head}>
        {({ workloads, services, simulated }) => (
          <>
            {simulated && <p className={styles['quiet']}>{words('simulated')}</p>}
            <section aria-labelledby="components">
              <h2 id="components">{words('components')}</h2>
              {workloads.length === 0 && <p className={styles['quiet']}>{words('noComponents')}</p>}
              {workloads.map((workload) => (
                <WorkloadCard key={workload.component} workload={workload} home={home} head={head} />
              ))}
            </section>
            <section aria-labelledby="services">
              <h2 id="services">{words('services')}</h2>
              {services.length === 0 ? (
                <p className={styles['quiet']}>{words('noServices')}</p>
              ) : (
                <ServiceList services={services} />
              )}
            </section>
          </>
        )}
      </Seen>
      {part !== null && part.part === null && <Reported head={head} />}
    </div>
  )
}

/** What the cluster said last, while it cannot be asked. */
function Reported({ head }: { readonly head: DeploymentHeadFragment }) {
  const words = useTranslations('deployment')
  return (
    <section aria-labelledby="components">
      <h2 id="components">{words('componentsReported')}</h2>
      <ul className={styles['rows']}>
        {head.components.map(({ name, image, desired, ready, reportedImage }) => (
          <li key={name} className={styles['reported']}>
            <strong>{name}</strong>
            {desired === null || ready === null ? (
              <Status axis="health" state="UNKNOWN" quiet />
            ) : (
              <span>{words('readyOf', { ready, desired })}</span>
            )}
            <code>{reportedImage ?? image}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
