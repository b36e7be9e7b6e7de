'use client'

import { KeyRound } from 'lucide-react'
import { useId, useState } from 'react'
import { toast } from '../../design/toasts.tsx'
import { useTranslations } from 'use-intl'
import { SetSecretValueDocument } from '../../../generated/graph.ts'
import { Button } from '../../design/button.tsx'
import { reasonOf } from '../../design/reason.ts'
import { useChange } from '../../graph/use-change.ts'
import { namesIn } from '../document/names-in.ts'
import { useForm } from './form-context.ts'
import styles from './form.module.css'

type Owner = { readonly component: string } | { readonly registry: string }
type Props = { readonly name: string; readonly of: Owner }

/** Gives a secret its value. It leaves the page as soon as it is given, and can never be read again. */
export function SecretValue({ name, of }: Props) {
  const words = useTranslations('edit')
  const { saved } = useForm()
  const known = saved?.secrets.find(
    (one) => one.name === name && ('component' in of ? one.component === of.component : one.registry === of.registry),
  )
  // A value belongs to a secret of the saved file.
  if (saved === null || known === undefined) return <p className={styles['none']}>{words('secretAfterSaving')}</p>
  const isSet = known.hasDefault || (known.deploymentsWithValue.length > 0 && known.missingIn.length === 0)
  return (
    <details className={styles['secret']}>
      <summary>
        <KeyRound aria-hidden />
        {isSet ? words('secretSet') : words('secretMissing')}
      </summary>
      <SecretForm project={saved.name} name={name} of={of} reason={reasonOf(saved.viewerCan.setSecrets)} />
    </details>
  )
}

type FormProps = Props & { readonly project: string; readonly reason: string | null }

function SecretForm({ project, name, of, reason }: FormProps) {
  const words = useTranslations('edit')
  const [text, setText] = useState('')
  const [deployment, setDeployment] = useState('')
  const { isPending, wrong, seal } = useSealing({ project, name, of, deployment })
  const id = useId()
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
      {'component' in of && <WhereSelect name={name} value={deployment} onChoose={setDeployment} />}
      <Button
        isPending={isPending}
        reason={reason ?? (text === '' ? words('secretFirst') : null)}
        label={words('sealName', { name })}
        onPress={() => void seal(text).then((isSealed) => isSealed && setText(''))}
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

type Place = Omit<FormProps, 'reason'> & { readonly deployment: string }

function useSealing({ project, name, of, deployment }: Place) {
  const words = useTranslations('edit')
  const [isPending, change] = useChange(SetSecretValueDocument)
  const [wrong, setWrong] = useState<string | null>(null)
  const seal = async (value: string): Promise<boolean> => {
    const where = deployment === '' ? {} : { deployment }
    const idempotencyKey = crypto.randomUUID()
    const changed = await change({ input: { project, ...of, ...where, name, value, idempotencyKey, dryRun: false } })
    const problems =
      'data' in changed ? changed.data.setSecret.problems.map(({ message }) => message) : [changed.failure]
    setWrong(problems.length === 0 ? null : problems.join(' '))
    if (problems.length === 0) toast.success(words('secretSealed', { name }))
    return problems.length === 0
  }
  return { isPending, wrong, seal }
}

type WhereProps = { readonly name: string; readonly value: string; readonly onChoose: (deployment: string) => void }

/** For which deployments a value holds: for all of them, or for one. */
function WhereSelect({ name, value, onChoose }: WhereProps) {
  const words = useTranslations('edit')
  const deployments = namesIn(useForm().value, 'deployments')
  if (deployments.length < 2) return null
  return (
    <select
      aria-label={words('secretWhere', { name })}
      className={styles['select']}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{words('everywhere')}</option>
      {deployments.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  )
}
