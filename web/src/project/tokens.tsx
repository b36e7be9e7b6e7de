'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { GatedLink } from '../design/gated-link.tsx'
import { reasonOf } from '../design/reason.ts'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

/** The way to what programs call with. */
export function Tokens({ project: { name, viewerCan } }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{words('tokens')}</h2>
      <p className={styles['quiet']}>{words('tokensText')}</p>
      <GatedLink href={`/projects/${name}/tokens`} reason={reasonOf(viewerCan.manageTokens)}>
        <KeyRound aria-hidden />
        {words('tokensWay')}
      </GatedLink>
    </section>
  )
}
