'use client'

import { UserPlus } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { PutMemberDocument, type MembersPageQuery, type Role } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { reasonOf } from '../design/reason.ts'
import { useChange } from '../graph/use-change.ts'
import type { MembersOf } from './members-page.tsx'
import { RoleChoice } from './role-choice.tsx'
import styles from './members.module.css'

type Props = {
  readonly project: MembersOf
  readonly roles: MembersPageQuery['roles']
  readonly onChange: (project: MembersOf) => void
}

/** Adds somebody by their address; what is wrong with it is said beside it. */
export function AddMember({ project, roles, onChange }: Props) {
  const words = useTranslations('members')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('DEVELOPER')
  const [faults, setFaults] = useState<readonly string[]>([])
  const [isPending, put] = useChange(PutMemberDocument)
  const known = project.members.find((member) => member.email.toLowerCase() === email.trim().toLowerCase())
  const add = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (known !== undefined) return setFaults([words('known', { email: known.email })])
    const changed = await put({ input: { project: project.name, email: email.trim(), role, dryRun: false } })
    if (!('data' in changed)) return setFaults([changed.failure])
    const { problems, project: present } = changed.data.putMember
    setFaults(problems.map(({ message }) => message))
    if (problems.length > 0) return undefined
    setEmail('')
    if (present !== null) onChange(present)
    return undefined
  }
  return (
    <section aria-labelledby="add">
      <h2 id="add">{words('addTitle')}</h2>
      <form className={styles['form']} onSubmit={(event) => void add(event)}>
        <Field
          id="email"
          label={words('address')}
          hint={words('addressHint')}
          notes={faults.map((message) => ({ message, isWrong: true }))}
        >
          {(control) => (
            <input
              {...control}
              type="email"
              value={email}
              required
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => {
                setEmail(target.value)
                setFaults([])
              }}
            />
          )}
        </Field>
        <Field id="role" label={words('roleTitle')}>
          {({ id }) => <RoleChoice id={id} value={role} roles={roles} own={project.viewerCan.own} onChoose={setRole} />}
        </Field>
        <div className={styles['acts']}>
          <Button look="main" type="submit" isPending={isPending} reason={reasonOf(project.viewerCan.manageMembers)}>
            <UserPlus aria-hidden />
            {words('add')}
          </Button>
        </div>
      </form>
    </section>
  )
}
