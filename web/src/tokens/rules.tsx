'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useContext, useState } from 'react'
import { useTranslations } from 'use-intl'
import { RemoveTokenRuleDocument, type ShownRuleFragment } from '../../generated/graph.ts'
import { GraphAddress } from '../copy/graph-address.ts'
import { Button } from '../design/button.tsx'
import { CodeBlock } from '../design/code-block.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { useChange } from '../graph/use-change.ts'
import { Ask } from './ask.tsx'
import { howToExchange } from './how-to-use.ts'
import type { TokensProject } from './project-tokens-page.tsx'
import { RuleForm } from './rule-form.tsx'
import styles from './tokens.module.css'

type Props = {
  readonly project: string
  readonly first: readonly ShownRuleFragment[]
  readonly settings: NonNullable<TokensProject['tokenSettings']>
}

/** By which identities pipelines get tokens, and how one asks. */
export function Rules({ project, first, settings: { issuers, audience } }: Props) {
  const words = useTranslations('tokens')
  const [rules, setRules] = useState(first)
  const [isAdding, setAdding] = useState(false)
  const put = (rule: ShownRuleFragment): void => {
    setRules((shown) => [...shown.filter(({ name }) => name !== rule.name), rule])
    setAdding(false)
  }
  const use = howToExchange(useContext(GraphAddress), project, audience ?? '')
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{words('rules')}</h2>
      <p className={styles['about']}>{words('rulesAbout')}</p>
      {audience === null && <p>{words('rulesOff')}</p>}
      {audience !== null && rules.length === 0 && <p className={styles['quiet']}>{words('noRules')}</p>}
      <RuleList
        project={project}
        rules={rules}
        onGone={(name) => setRules((shown) => shown.filter((rule) => rule.name !== name))}
      />
      {isAdding && <RuleForm project={project} issuers={issuers} onSaved={put} onClose={() => setAdding(false)} />}
      {audience !== null && !isAdding && (
        <div className={styles['acts']}>
          <Button onPress={() => setAdding(true)}>
            <Plus aria-hidden />
            {words('addRule')}
          </Button>
        </div>
      )}
      {audience !== null && rules.length > 0 && (
        <details className={styles['more']}>
          <summary>{words('exchange')}</summary>
          <div>
            <CodeBlock label={words('github')} text={use.github} language="text" />
            <CodeBlock label={words('gitlab')} text={use.gitlab} language="text" />
          </div>
        </details>
      )}
    </section>
  )
}

type ListProps = {
  readonly project: string
  readonly rules: readonly ShownRuleFragment[]
  readonly onGone: (name: string) => void
}

function RuleList({ project, rules, onGone }: ListProps) {
  const words = useTranslations('tokens')
  const [leaving, setLeaving] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isPending, remove] = useChange(RemoveTokenRuleDocument)
  const confirm = async (name: string): Promise<void> => {
    const changed = await remove({ project, name })
    if (!('data' in changed)) return setFault(changed.failure)
    const { problems } = changed.data.removeTokenRule
    if (problems.length > 0) return setFault(problems.map(({ message }) => message).join(' '))
    onGone(name)
    return setLeaving(null)
  }
  if (rules.length === 0) return null
  return (
    <>
      <ul className={styles['list']} aria-label={words('rules')}>
        {rules.map((rule) => (
          <li key={rule.name} className={styles['row']} data-off={!rule.isEffective}>
            <Rule rule={rule} />
            <Button label={words('removeRuleThing', { name: rule.name })} onPress={() => setLeaving(rule.name)}>
              <Trash2 aria-hidden />
              {words('removeRule')}
            </Button>
          </li>
        ))}
      </ul>
      {leaving !== null && (
        <Ask
          title={words('removeRuleTitle', { name: leaving })}
          text={words('removeRuleText')}
          act={words('removeRule')}
          fault={fault}
          isPending={isPending}
          onConfirm={() => void confirm(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  )
}

function Rule({ rule }: { readonly rule: ShownRuleFragment }) {
  const words = useTranslations('tokens')
  const { name, issuer, claims, scopes, deployments, lifetimeMinutes, createdBy, lastUsedAt, isEffective } = rule
  const bounds = [
    ...scopes.map((scope) => words(`scopes.${scope}`)),
    ...(deployments === null ? [] : [words('bound', { patterns: deployments.join(', ') })]),
    words('minutes', { minutes: lifetimeMinutes }),
  ]
  return (
    <div>
      <p className={styles['name']}>{name}</p>
      <p className={styles['quiet']}>
        {issuer} · {claims.map((claim) => `${claim.name}=${claim.pattern}`).join(' · ')}
      </p>
      <p className={styles['quiet']}>
        {bounds.join(' · ')} · {words('by', { name: createdBy.email ?? createdBy.name })} ·{' '}
        {lastUsedAt === null ? (
          words('neverUsed')
        ) : (
          <>
            {words('used')} <TimeAgo at={lastUsedAt} />
          </>
        )}
      </p>
      {!isEffective && <p className={styles['fault']}>{words('ruleOff')}</p>}
    </div>
  )
}
