'use client'

import { KeyRound } from 'lucide-react'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { SetSecretValueDocument } from '../../../generated/graph.ts'
import { Button } from '../../design/button.tsx'
import { useChange } from '../../graph/use-change.ts'
import { useForm } from './form-context.ts'
import styles from './form.module.css'

type Owner = { readonly component: string } | { readonly registry: string }
type Props = { readonly name: string; readonly of: Owner }

/** Gives a secret its value. It leaves the page as soon as it is given, and can never be read again. */
export function SecretValue({ name, of }: Props) {
  const words = useTranslations('edit')
  const { saved } = useForm()
  const known = saved?.secrets.find(
    (one) =>
      one.name === name && ('component' in of ? one.component === of.component : one.registry === of.registry),
  )
  // A value belongs to a secret of the saved file.
  if (saved === null || known === undefined) return <p className={styles['none']}>{words('secretAfterSaving')}</p>
  const { allowed, reason } = saved.viewerCan.setSecrets
  const isSet = known.hasDefault || (known.deploymentsWithValue.length > 0 && known.missingIn.length === 0)
  return (
    <details className={styles['secret']}>
      <summary>
        <KeyRound aria-hidden />
        {isSet ? words('secretSet') : words('secretMissing')}
      </summary>
      <SecretForm project={saved.name} name={name} of={of} reason={allowed ? null : reason} />
    </details>
  )
}

type FormProps = Props & { readonly project: string; readonly reason: string | null }

function SecretForm({ project, name, of, reason }: FormProps) {
  const words = useTranslations('edit')
  const { value } = useForm()
  const [text, setText] = useState('')
  const [deployment, setDeployment] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [isPending, change] = useChange(SetSecretValueDocument)
  const id = useId()
  const deployments = Object.keys((value['deployments'] ?? {}) as object) // a map of deployments, or nothing of ours
  const send = async (): Promise<void> => {
    const changed = await change({
      input: {
        project,
        ...of,
        ...(deployment !== '' && { deployment }),
        name,
        value: text,
        idempotencyKey: crypto.randomUUID(),
      },
    })
    const failure = 'failure' in changed ? changed.failure : changed.data.setSecret.problems.map((p) => p.message).join(' ')
    setWrong(failure === '' ? null : failure)
    if (failure !== '') return
    setText('')
    toast.success(words('secretSealed', { name }))
  }
  return (
    <div className={styles['secretForm']}>
      <input
        id={id}
        type="password"
        autoComplete="new-password"
        aria-label={words('secretValueOf', { name })}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        aria-invalid={wrong !== null || undefined}
        className={styles['code']}
        value={text}
        placeholder={words('secretValue')}
        onChange={(event) => setText(event.target.value)}
      />
      {'component' in of && deployments.length > 1 && (
        <select
          aria-label={words('secretWhere', { name })}
          className={styles['select']}
          value={deployment}
          onChange={(event) => setDeployment(event.target.value)}
        >
          <option value="">{words('everywhere')}</option>
          {deployments.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
      <Button
        isPending={isPending}
        reason={reason ?? (text === '' ? words('secretFirst') : null)}
        label={words('sealName', { name })}
        onPress={() => void send()}
      >
        {words('seal')}
      </Button>
      {wrong !== null && (
        <p id={`${id}-wrong`} role="alert" className={styles['wrong']}>
          {wrong}
        </p>
      )}
    </div>
  )
}
