'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ProjectTokensPageQuery } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { reasonOf } from '../design/reason.ts'
import { Shell } from '../shell/shell.tsx'
import { Lifetime } from './lifetime.tsx'
import { MakeToken } from './make-token.tsx'
import { Rules } from './rules.tsx'
import { TokenList } from './token-list.tsx'
import styles from './tokens.module.css'
import { useTokens } from './use-tokens.ts'

export type TokensProject = NonNullable<ProjectTokensPageQuery['project']>

type Props = { readonly viewer: ProjectTokensPageQuery['viewer']; readonly project: TokensProject }

/** The tokens of a project, and the rules by which its pipelines get some. */
export function ProjectTokensPage({ viewer, project }: Props) {
  const words = useTranslations('tokens')
  const { name, displayName, viewerCan, tokenRules, tokenSettings } = project
  const { tokens, put } = useTokens(project.tokens?.nodes ?? [])
  const [isMaking, setMaking] = useState(false)
  const [maximumDays, setMaximumDays] = useState(tokenSettings?.maximumDays ?? 1)
  return (
    <Shell
      viewer={viewer}
      title={words('title')}
      crumbs={[
        { name: words('projects'), href: '/' },
        { name: displayName, href: `/projects/${name}` },
      ]}
      act={
        <Button look="main" reason={reasonOf(viewerCan.manageTokens)} onPress={() => setMaking(true)}>
          <KeyRound aria-hidden />
          {words('make')}
        </Button>
      }
    >
      <div className={styles['page']}>
        <p className={styles['about']}>{words('about')}</p>
        {isMaking && (
          <MakeToken project={name} maximumDays={maximumDays} onMade={put} onClose={() => setMaking(false)} />
        )}
        {project.tokens === null && <p>{words('forManagers')}</p>}
        {project.tokens !== null && tokens.length === 0 && !isMaking && (
          <EmptyState title={words('noneTitle')} text={words('none')} />
        )}
        {tokens.length > 0 && <TokenList tokens={tokens} onChange={put} />}
        {tokenRules !== null && tokenSettings !== null && (
          <>
            <Rules project={name} first={tokenRules} settings={tokenSettings} />
            <Lifetime
              project={name}
              days={maximumDays}
              most={tokenSettings.installationMaximumDays}
              onChange={setMaximumDays}
            />
          </>
        )}
      </div>
    </Shell>
  )
}
