'use client'

import { useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { RegisterClusterDocument, type ClusterCardFragment } from '../../generated/graph.ts'
import { faultsOf, notesFor, type Fault } from '../design/faults.ts'
import { Field } from '../design/field.tsx'
import { FormEnd } from '../design/form-end.tsx'
import { useChange } from '../graph/use-change.ts'
import { projectNames } from './join-values.ts'
import { Join, tokenOf, type JoinToken } from './join.tsx'
import styles from './clusters.module.css'

type Props = {
  readonly onDone: (cluster: ClusterCardFragment) => void
  readonly onClose: () => void
}

type Joining = { readonly name: string; readonly token: JoinToken }

const fields = ['name', 'address', 'projects'] as const

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
    const { cluster, problems, ...given } = changed.data.registerCluster
    setFaults(faultsOf(problems, fields))
    if (cluster !== null) onDone(cluster)
    const token = tokenOf(given)
    if (token !== null) setJoining({ name, token })
    return undefined
  }
  return (
    <section className={styles['register']} aria-labelledby="register">
      <h2 id="register">{joining === null ? words('registerTitle') : words('joinTitle', { name: joining.name })}</h2>
      {joining === null ? (
        <Form faults={faults} isPending={isPending} onSubmit={(form) => void submit(form)} onClose={onClose} />
      ) : (
        <Join {...joining} isAgain={false} onClose={onClose} />
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

function Form({ faults, isPending, onSubmit, onClose }: FormProps) {
  const words = useTranslations('clusters')
  const send = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget))
  }
  return (
    <form className={styles['form']} onSubmit={send}>
      {fields.map((field) => (
        <Field
          key={field}
          id={`register-${field}`}
          label={words(`field.${field}`)}
          hint={words(`about.${field}`)}
          notes={notesFor(faults, field)}
          isRequired={field === 'name'}
        >
          {(control) => (
            <input {...control} name={field} required={field === 'name'} autoComplete="off" spellCheck={false} />
          )}
        </Field>
      ))}
      <FormEnd faults={faults} act={words('register')} isPending={isPending} onClose={onClose} />
    </form>
  )
}
