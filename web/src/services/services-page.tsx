'use client'

import { useTranslations } from 'use-intl'
import type { ServicesPageQuery } from '../../generated/graph.ts'
import { Shell } from '../shell/shell.tsx'
import type { SettingRow } from './setting-rows.ts'
import { ServiceEntry } from './service-entry.tsx'
import styles from './services.module.css'

type Props = {
  readonly first: ServicesPageQuery
  /** Of each type, by its name. */
  readonly settings: Readonly<Record<string, readonly SettingRow[]>>
}

/** The catalogue: what the platform can give, and how one asks for it. */
export function ServicesPage({ first: { viewer, serviceTypes }, settings }: Props) {
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
        <ServiceEntry key={type.name} type={type} rows={settings[type.name] ?? []} />
      ))}
    </Shell>
  )
}
