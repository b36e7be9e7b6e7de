'use client'

import { useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { PutTokenRuleDocument, type ShownRuleFragment } from '../../generated/graph.ts'
import { Field } from '../design/field.tsx'
import { useChange } from '../graph/use-change.ts'
import { faultsOf, notesFor, type Fault } from '../design/faults.ts'
import { FormEnd } from '../design/form-end.tsx'
import { ScopeChoice } from './scope-choice.tsx'
import { claimsIn, scopeIn, textIn, wordsIn } from './token-input.ts'
import styles from './tokens.module.css'

type Props = {
  readonly project: string
  readonly issuers: readonly string[]
  readonly onSaved: (rule: ShownRuleFragment) => void
  readonly onClose: () => void
}

const fields = ['name', 'issuer', 'claims', 'deployments', 'lifetimeMinutes'] as const

/** Whose pipelines get a token, and what kind of one. */
export function RuleForm({ project, issuers, onSaved, onClose }: Props) {
  const words = useTranslations('tokens')
  const [isPending, save] = useChange(PutTokenRuleDocument)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const changed = await save({ input: inputOf(new FormData(event.currentTarget), project) })
    if (!('data' in changed)) return setFaults([{ field: '', message: changed.failure }])
    const { rule, problems } = changed.data.putTokenRule
    setFaults(faultsOf(problems, fields))
    return rule === null ? undefined : onSaved(rule)
  }
  return (
    <section className={styles['box']} aria-labelledby="rule">
      <h3 id="rule">{words('ruleTitle')}</h3>
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <WhoFields issuers={issuers} faults={faults} />
        <ScopeChoice />
        <TokenFields faults={faults} />
        <FormEnd faults={faults} act={words('save')} isPending={isPending} onClose={onClose} />
      </form>
    </section>
  )
}

function inputOf(form: FormData, project: string) {
  return {
    project,
    name: textIn(form, 'name'),
    issuer: textIn(form, 'issuer'),
    claims: claimsIn(textIn(form, 'claims')),
    scopes: [scopeIn(form)],
    deployments: wordsIn(textIn(form, 'deployments')),
    lifetimeMinutes: Number(textIn(form, 'lifetimeMinutes')),
  }
}

function WhoFields({ issuers, faults }: Pick<Props, 'issuers'> & { readonly faults: readonly Fault[] }) {
  const words = useTranslations('tokens')
  return (
    <>
      <Field id="rule-name" label={words('ruleName')} notes={notesFor(faults, 'name')} isRequired>
        {(control) => <input {...control} name="name" required maxLength={60} autoComplete="off" />}
      </Field>
      <Field id="rule-issuer" label={words('issuer')} notes={notesFor(faults, 'issuer')}>
        {(control) => (
          <select {...control} name="issuer">
            {issuers.map((issuer) => (
              <option key={issuer}>{issuer}</option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="rule-claims"
        label={words('claims')}
        hint={words('claimsHint')}
        notes={notesFor(faults, 'claims')}
        isRequired
      >
        {(control) => <textarea {...control} name="claims" required spellCheck={false} />}
      </Field>
    </>
  )
}

function TokenFields({ faults }: { readonly faults: readonly Fault[] }) {
  const words = useTranslations('tokens')
  return (
    <>
      <Field
        id="rule-deployments"
        label={words('deployments')}
        hint={words('deploymentsHint')}
        notes={notesFor(faults, 'deployments')}
      >
        {(control) => <input {...control} name="deployments" autoComplete="off" spellCheck={false} />}
      </Field>
      <Field
        id="rule-lifetime"
        label={words('lifetime')}
        hint={words('lifetimeHint')}
        notes={notesFor(faults, 'lifetimeMinutes')}
      >
        {(control) => (
          <input {...control} name="lifetimeMinutes" type="number" min={1} max={60} defaultValue={15} required />
        )}
      </Field>
    </>
  )
}
