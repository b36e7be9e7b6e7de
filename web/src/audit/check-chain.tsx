'use client'

import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { CheckAuditChainDocument, type CheckAuditChainQuery } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { useQuestion } from '../graph/use-question.ts'
import styles from './audit.module.css'

type End = CheckAuditChainQuery['checkAuditChain']['end']
type State =
  | { readonly type: 'unchecked' }
  | { readonly type: 'checking'; readonly count: string }
  | { readonly type: 'whole'; readonly end: End }
  | { readonly type: 'broken'; readonly why: string }
  | { readonly type: 'not-checked' }

/** Has the whole chain checked, part by part, and says what was found: nothing is said that was not just seen. */
export function CheckChain() {
  const words = useTranslations('audit')
  const check = useQuestion(CheckAuditChainDocument)
  const [state, setState] = useState<State>({ type: 'unchecked' })
  const run = async (): Promise<void> => {
    setState({ type: 'checking', count: '0' })
    for (let after: End | null = null; ;) {
      const { checkAuditChain: part }: CheckAuditChainQuery = await check({ after })
      if (part.broken !== null) return setState({ type: 'broken', why: part.broken })
      if (part.isComplete) return setState({ type: 'whole', end: part.end })
      after = part.end
      setState({ type: 'checking', count: part.end.number })
    }
  }
  return (
    <div className={styles['chain']}>
      <Button
        look="quiet"
        isPending={state.type === 'checking'}
        onPress={() => void run().catch(() => setState({ type: 'not-checked' }))}
      >
        <ShieldCheck aria-hidden />
        {words('check')}
      </Button>
      <output className={styles['verdict']} data-broken={state.type === 'broken'}>
        {state.type === 'checking' && words('checking', { count: Number(state.count) })}
        {state.type === 'not-checked' && words('notChecked')}
        {state.type === 'whole' && (
          <>
            {words('whole', { count: Number(state.end.number) })} <code>{state.end.hash}</code>
          </>
        )}
        {state.type === 'broken' && (
          <>
            <ShieldAlert aria-hidden /> {words('broken', { why: state.why })}
          </>
        )}
      </output>
    </div>
  )
}
