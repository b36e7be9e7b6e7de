'use client'

import { Boxes, Braces, FolderGit2, Layers, ScrollText } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import type { ShellViewerFragment } from '../../generated/graph.ts'
import styles from './rail.module.css'

const places = [
  { name: 'projects', href: '/', icon: FolderGit2, under: '/projects' },
  { name: 'clusters', href: '/clusters', icon: Boxes, under: '/clusters' },
  { name: 'services', href: '/services', icon: Layers, under: '/services' },
  { name: 'audit', href: '/audit', icon: ScrollText, under: '/audit' },
  { name: 'playground', href: '/playground', icon: Braces, under: '/playground' },
] as const

/** The places that one can go to from everywhere. */
export function Rail({ viewer }: { readonly viewer: ShellViewerFragment }) {
  const words = useTranslations('shell')
  const path = usePathname()
  const isHere = (href: string, under: string): boolean => path === href || path.startsWith(under)
  return (
    <nav aria-label={words('places')} className={styles['rail']}>
      <Link href="/" className={styles['brand']}>
        <Mark />
        <span className={styles['word']}>{words('product')}</span>
      </Link>
      <ul>
        {places
          .filter(({ name }) => name !== 'audit' || viewer.viewerCan.readAudit.allowed)
          .map(({ name, href, icon: Icon, under }) => {
            // The playground is a document with a policy of its own, so one goes there by loading it.
            const Way = href === '/playground' ? 'a' : Link
            return (
              <li key={href}>
                <Way href={href} className={styles['place']} aria-current={isHere(href, under) ? 'page' : undefined}>
                  <Icon aria-hidden />
                  <span className={styles['word']}>{words(name)}</span>
                </Way>
              </li>
            )
          })}
      </ul>
      {(viewer.isOperator || viewer.isAuditor) && (
        <p className={styles['operator']}>{words(viewer.isOperator ? 'operator' : 'auditor')}</p>
      )}
    </nav>
  )
}

/** Three things brought into one order: the product's sign. */
function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={styles['mark']}>
      <path d="M3 5h9M3 10h14M3 15h6" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="15.5" cy="5" r="2" fill="currentColor" />
      <circle cx="12.5" cy="15" r="2" fill="currentColor" />
    </svg>
  )
}
