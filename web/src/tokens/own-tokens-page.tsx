'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { OwnTokensPageQuery } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'
import { reasonOf } from '../design/reason.ts'
import { Shell } from '../shell/shell.tsx'
import { MakeToken } from './make-token.tsx'
import { TokenList } from './token-list.tsx'
import styles from './tokens.module.css'
import { useTokens } from './use-tokens.ts'

/** The tokens that somebody made for themselves. */
export function OwnTokensPage({ viewer }: { readonly viewer: OwnTokensPageQuery['viewer'] }) {
  const words = useTranslations('tokens')
  const { tokens, put } = useTokens(viewer.tokens.nodes)
  const [isMaking, setMaking] = useState(false)
  return (
    <Shell
      viewer={viewer}
      title={words('ownTitle')}
      act={
        <Button look="main" reason={reasonOf(viewer.viewerCan.createToken)} onPress={() => setMaking(true)}>
          <KeyRound aria-hidden />
          {words('make')}
        </Button>
      }
    >
      <div className={styles['page']}>
        <p className={styles['about']}>{words('ownAbout')}</p>
        {isMaking && (
          <MakeToken
            project={null}
            maximumDays={viewer.maximumTokenDays}
            onMade={put}
            onClose={() => setMaking(false)}
          />
        )}
        {tokens.length === 0 && !isMaking && <EmptyState title={words('noneTitle')} text={words('none')} />}
        {tokens.length > 0 && <TokenList tokens={tokens} onChange={put} />}
      </div>
    </Shell>
  )
}
