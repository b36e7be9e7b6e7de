'use client'

import { useId, useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { RenewJoinTokenDocument, type ClusterCardFragment } from '../../generated/graph.ts'
import { faultsOf, type Fault } from '../design/faults.ts'
import { FormEnd } from '../design/form-end.tsx'
import { useChange } from '../graph/use-change.ts'
import { Join, tokenOf, type JoinToken } from './join.tsx'
import styles from './clusters.module.css'

type Props = { readonly cluster: ClusterCardFragment; readonly onClose: () => void }

/** Gives a cluster a new join token, after saying what that does, and shows it once. */
export function RenewJoinToken({ cluster: { name, lastSeenAt }, onClose }: Props) {
  const words = useTranslations('clusters')
  const title = useId()
  const [token, setToken] = useState<JoinToken | null>(null)
  const hasJoined = lastSeenAt !== null
  return (
    <section className={styles['register']} aria-labelledby={title}>
      <h3 id={title}>{words(token === null ? 'renewTitle' : 'renewedTitle', { name })}</h3>
      {token === null ? (
        <Asked name={name} hasJoined={hasJoined} onGiven={setToken} onClose={onClose} />
      ) : (
        <Join name={name} token={token} isAgain={hasJoined} onClose={onClose} />
      )}
    </section>
  )
}

type AskedProps = {
  readonly name: string
  readonly hasJoined: boolean
  readonly onGiven: (token: JoinToken) => void
  readonly onClose: () => void
}

function Asked({ name, hasJoined, onGiven, onClose }: AskedProps) {
  const words = useTranslations('clusters')
  const [isPending, renew] = useChange(RenewJoinTokenDocument)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const send = async (): Promise<void> => {
    const changed = await renew({ input: { name } })
    if (!('data' in changed)) return setFaults([{ field: '', message: changed.failure }])
    const { problems, ...given } = changed.data.renewJoinToken
    const token = tokenOf(given)
    if (token === null) return setFaults(faultsOf(problems, []))
    return onGiven(token)
  }
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    void send()
  }
  return (
    <form className={styles['form']} onSubmit={submit}>
      <p>{words('renewText')}</p>
      {hasJoined && <p>{words('renewJoined')}</p>}
      <FormEnd faults={faults} act={words('renewAct')} isPending={isPending} onClose={onClose} />
    </form>
  )
}
