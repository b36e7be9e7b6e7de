import type { LucideIcon } from 'lucide-react'
import Link from 'next/link'
import styles from './doors.module.css'

type Door = { readonly href: string; readonly icon: LucideIcon; readonly title: string; readonly text: string }

/** Ways to begin, side by side. */
export function Doors({ doors }: { readonly doors: readonly Door[] }) {
  return (
    <ul className={styles['doors']}>
      {doors.map(({ href, icon: Icon, title, text }) => (
        <li key={href}>
          <Link href={href} className={styles['door']}>
            <Icon aria-hidden />
            <span className={styles['name']}>{title}</span>
            <span className={styles['about']}>{text}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
