'use client'

import { useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { CreateTokenDocument, type ShownTokenFragment } from '../../generated/graph.ts'
import { useChange } from '../graph/use-change.ts'
import { faultsOf, type Fault } from '../design/faults.ts'
import { RevealToken } from './reveal-token.tsx'
import { TokenForm, tokenFields } from './token-form.tsx'
import { tokenInput } from './token-input.ts'
import styles from './tokens.module.css'

type Props = {
  /** The project's name; null for a token of the person. */
  readonly project: string | null
  readonly maximumDays: number
  readonly onMade: (token: ShownTokenFragment) => void
  readonly onClose: () => void
}

type Made = { readonly name: string; readonly secret: string }

/** Makes a token and shows it once, with how to use it. */
export function MakeToken({ project, maximumDays, onMade, onClose }: Props) {
  const words = useTranslations('tokens')
  const [isPending, create] = useChange(CreateTokenDocument)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [made, setMade] = useState<Made | null>(null)
  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const read = tokenInput(new FormData(event.currentTarget), project, new Date())
    if ('fault' in read) return setFaults([{ field: read.fault, message: words('notJson') }])
    const changed = await create({ input: read.input })
    if (!('data' in changed)) return setFaults([{ field: '', message: changed.failure }])
    const { secret, token, problems } = changed.data.createToken
    setFaults(faultsOf(problems, tokenFields))
    if (token === null || secret === null) return undefined
    onMade(token)
    return setMade({ name: token.name, secret })
  }
  return (
    <section className={styles['box']} aria-labelledby="make">
      <h2 id="make">{made === null ? words('makeTitle') : words('created', { name: made.name })}</h2>
      {made === null ? (
        <TokenForm
          faults={faults}
          maximumDays={maximumDays}
          isPending={isPending}
          onSubmit={(event) => void submit(event)}
          onClose={onClose}
        />
      ) : (
        <RevealToken secret={made.secret} project={project} onClose={onClose} />
      )}
    </section>
  )
}
