'use client'

import { useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { RegisterClusterDocument, type ClusterCardFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { CodeBlock } from '../design/code-block.tsx'
import { useChange } from '../graph/use-change.ts'
import { joinCommand, joinValues, projectNames } from './join.ts'
import styles from './clusters.module.css'

type Props = {
  readonly onDone: (cluster: ClusterCardFragment) => void
  readonly onClose: () => void
}

type Fault = { readonly field: string; readonly message: string }
type Joining = { readonly name: string; readonly token: string }

/** Registers a cluster, and shows once what its backend joins with. */
export function RegisterCluster({ onDone, onClose }: Props) {
  const words = useTranslations('clusters')
  const [isPending, register] = useChange(RegisterClusterDocument)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [joining, setJoining] = useState<Joining | null>(null)
  const submit = async (form: FormData): Promise<void> => {
    const text = (field: string): string => {
      const value = form.get(field)
      return typeof value === 'string' ? value.trim() : ''
    }
    const name = text('name')
    const changed = await register({
      input: { name, address: text('address') || null, projects: projectNames(text('projects')) },
    })
    if (!('data' in changed)) return setFaults([{ field: '', message: changed.failure }])
    const { cluster, joinToken, problems } = changed.data.registerCluster
    setFaults(problems.map(({ path, message }) => ({ field: path[0] ?? '', message })))
    if (cluster !== null) onDone(cluster)
    if (joinToken !== null) setJoining({ name, token: joinToken })
    return undefined
  }
  return (
    <section className={styles['register']} aria-labelledby="register">
      <h2 id="register">{joining === null ? words('registerTitle') : words('joinTitle', { name: joining.name })}</h2>
      {joining === null ? (
        <Form faults={faults} isPending={isPending} onSubmit={(form) => void submit(form)} onClose={onClose} />
      ) : (
        <Join {...joining} onClose={onClose} />
      )}
    </section>
  )
}

type FormProps = {
  readonly faults: readonly Fault[]
  readonly isPending: boolean
  readonly onSubmit: (form: FormData) => void
  readonly onClose: () => void
}

const fields = ['name', 'address', 'projects'] as const

function Form({ faults, isPending, onSubmit, onClose }: FormProps) {
  const words = useTranslations('clusters')
  const shellWords = useTranslations('shell')
  const send = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget))
  }
  const faultOf = (field: string): string =>
    faults
      .filter((fault) => fault.field === field)
      .map(({ message }) => message)
      .join(' ')
  const others = faults.filter(({ field }) => !fields.some((one) => one === field))
  return (
    <form className={styles['form']} onSubmit={send}>
      {fields.map((field) => (
        <div key={field} className={styles['field']}>
          <label htmlFor={`register-${field}`}>{words(`field.${field}`)}</label>
          <input
            id={`register-${field}`}
            name={field}
            required={field === 'name'}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`register-${field}-about`}
            aria-invalid={faultOf(field) !== ''}
          />
          <p id={`register-${field}-about`} className={styles['quiet']}>
            {faultOf(field) === '' ? (
              words(`about.${field}`)
            ) : (
              <span className={styles['fault']}>{faultOf(field)}</span>
            )}
          </p>
        </div>
      ))}
      {others.map(({ message }) => (
        <p key={message} role="alert" className={styles['fault']}>
          {message}
        </p>
      ))}
      <div className={styles['acts']}>
        <Button onPress={onClose}>{shellWords('cancel')}</Button>
        <Button look="main" type="submit" isPending={isPending}>
          {words('register')}
        </Button>
      </div>
    </form>
  )
}

function Join({ name, token, onClose }: Joining & { readonly onClose: () => void }) {
  const words = useTranslations('clusters')
  return (
    <div className={styles['form']}>
      <output>{words('joinOnce')}</output>
      <CodeBlock label={words('joinSettings')} text={joinValues(name, token)} file={`${name}.yaml`} />
      <p>{words('joinThen')}</p>
      <CodeBlock label={words('joinCommand')} text={joinCommand(name)} language="text" />
      <div className={styles['acts']}>
        <Button look="main" onPress={onClose}>
          {words('joinDone')}
        </Button>
      </div>
    </div>
  )
}
