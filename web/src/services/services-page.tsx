'use client'

import { useTranslations } from 'use-intl'
import type { ServicesPageQuery } from '../../generated/graph.ts'
import { Shell } from '../shell/shell.tsx'
import { ServiceEntry } from './service-entry.tsx'
import styles from './services.module.css'

/** The catalogue: what the platform can give, and how one asks for it. */
export function ServicesPage({ first: { viewer, serviceTypes } }: { readonly first: ServicesPageQuery }) {
  const words = useTranslations('services')
  return (
    <Shell viewer={viewer} title={words('title')}>
      <p className={styles['about']}>{words('about')}</p>
      <nav aria-label={words('types')} className={styles['index']}>
        <ul>
          {serviceTypes.map(({ name, title }) => (
            <li key={name}>
              <a href={`#${name}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {serviceTypes.map((type) => (
        <ServiceEntry key={type.name} type={type} />
      ))}
    </Shell>
  )
}
