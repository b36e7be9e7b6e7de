'use client'

import type { SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '../design/field.tsx'
import { notesFor, type Fault } from '../design/faults.ts'
import { FormEnd } from '../design/form-end.tsx'
import { ScopeChoice } from './scope-choice.tsx'
import { choicesOfDays } from './token-input.ts'
import styles from './tokens.module.css'

/** The fields whose problems are shown with them, as the graph names them, and the one that is only ours. */
export const tokenFields = ['name', 'expiresAt', 'deployments', 'documents', 'variables'] as const

type Props = {
  readonly faults: readonly Fault[]
  readonly maximumDays: number
  readonly isPending: boolean
  readonly onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void
  readonly onClose: () => void
}

/** What a token is for, how much it may do, and when it ends. */
export function TokenForm({ faults, maximumDays, isPending, onSubmit, onClose }: Props) {
  const words = useTranslations('tokens')
  const days = choicesOfDays(maximumDays)
  const usual = days.includes(30) ? 30 : days.at(-1)
  return (
    <form className={styles['form']} onSubmit={onSubmit}>
      <Field id="token-name" label={words('name')} hint={words('nameHint')} notes={notesFor(faults, 'name')} isRequired>
        {(control) => <input {...control} name="name" required maxLength={60} autoComplete="off" />}
      </Field>
      <ScopeChoice />
      <Field id="token-days" label={words('ends')} notes={notesFor(faults, 'expiresAt')}>
        {(control) => (
          <select {...control} name="days" defaultValue={usual}>
            {days.map((count) => (
              <option key={count} value={count}>
                {words('days', { days: count })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Narrower faults={faults} />
      <FormEnd faults={faults} act={words('make')} isPending={isPending} onClose={onClose} />
    </form>
  )
}

function Narrower({ faults }: { readonly faults: readonly Fault[] }) {
  const words = useTranslations('tokens')
  return (
    <details className={styles['more']}>
      <summary>{words('more')}</summary>
      <div>
        <Field
          id="token-deployments"
          label={words('deployments')}
          hint={words('deploymentsHint')}
          notes={notesFor(faults, 'deployments')}
        >
          {(control) => <input {...control} name="deployments" autoComplete="off" spellCheck={false} />}
        </Field>
        <Field
          id="token-document"
          label={words('document')}
          hint={words('documentHint')}
          notes={notesFor(faults, 'documents')}
        >
          {(control) => <textarea {...control} name="document" spellCheck={false} />}
        </Field>
        <Field
          id="token-variables"
          label={words('variables')}
          hint={words('variablesHint')}
          notes={notesFor(faults, 'variables')}
        >
          {(control) => <textarea {...control} name="variables" spellCheck={false} />}
        </Field>
      </div>
    </details>
  )
}
