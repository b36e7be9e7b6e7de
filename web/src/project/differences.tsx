'use client'

import { useTranslations } from 'use-intl'
import type { RevisionRowFragment } from '../../generated/graph.ts'
import styles from './project.module.css'

/** What a version changed: where, from what to what, and what it does beyond itself. */
export function Differences({ differences }: { readonly differences: RevisionRowFragment['differences'] }) {
  const words = useTranslations('project')
  if (differences.length === 0) return <p className={styles['quiet']}>{words('nothingDiffers')}</p>
  return (
    <ul className={styles['differences']}>
      {differences.map(({ path, kind, before, after, effects }) => (
        <li key={path.join('.')}>
          <p>
            <code>{path.join('.')}</code> <span className={styles['quiet']}>{words(`difference.${kind}`)}</span>
            {effects.map((effect) => (
              <span key={effect} className={styles['effect']} data-effect={effect}>
                {words(`effect.${effect}`)}
              </span>
            ))}
          </p>
          {before !== null && <del>{before.trimEnd()}</del>}
          {after !== null && <ins>{after.trimEnd()}</ins>}
        </li>
      ))}
    </ul>
  )
}
