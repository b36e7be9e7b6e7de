import type { LucideIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

export type Door = { readonly href: string; readonly icon: LucideIcon; readonly title: string; readonly text: string }

/** What stands where nothing is yet: what it is for, and where to begin. */
export function EmptyState({
  title,
  text,
  doors = [],
  children,
}: {
  readonly title: string
  readonly text: string
  readonly doors?: readonly Door[]
  readonly children?: ReactNode
}) {
  return (
    <div className={styles['empty']}>
      <h2>{title}</h2>
      <p className={styles['text']}>{text}</p>
      {doors.length > 0 && (
        <ul className={styles['doors']}>
          {doors.map(({ href, icon: Icon, title: name, text: about }) => (
            <li key={href}>
              <Link href={href} className={styles['door']}>
                <Icon aria-hidden />
                <span className={styles['name']}>{name}</span>
                <span className={styles['about']}>{about}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  )
}
