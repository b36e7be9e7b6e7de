'use client'

import { useTranslations } from 'use-intl'
import type { ServiceCardFragment } from '../../generated/graph.ts'
import { bytesText } from '../design/bytes.ts'
import { Status } from '../design/status.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import styles from './deployment.module.css'

/** The services of the deployment as they stand in their backends, with what they are called there. */
export function ServiceList({ services }: { readonly services: readonly ServiceCardFragment[] }) {
  const words = useTranslations('deployment')
  return (
    <ul className={styles['rows']}>
      {services.map(({ service, type, state, names, sizeBytes, credentialsIssuedAt, message }) => (
        <li key={service} id={`service-${service}`} className={styles['service']}>
          <div className={styles['serviceHead']}>
            <h3>{service}</h3>
            <span className={styles['quiet']}>{type}</span>
            <Status axis="service" state={state} quiet />
            {sizeBytes !== null && <span className={styles['quiet']}>{bytesText(sizeBytes)}</span>}
            {credentialsIssuedAt !== null && (
              <span className={styles['quiet']}>
                {words('credentials')} <TimeAgo at={credentialsIssuedAt} />
              </span>
            )}
          </div>
          {message !== null && <p className={styles['podMessage']}>{message}</p>}
          {names.length > 0 && (
            <dl className={styles['names']}>
              {names.map(({ kind, name }) => (
                <div key={`${kind} ${name}`}>
                  <dt>{kind}</dt>
                  <dd>
                    <code>{name}</code>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  )
}
