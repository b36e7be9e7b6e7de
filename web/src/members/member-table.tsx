'use client'

import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  PutMemberDocument,
  RemoveMemberDocument,
  type MembersPageQuery,
  type PutMemberInput,
} from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { reasonOf } from '../design/reason.ts'
import { TableHead } from '../design/table-head.tsx'
import { TimeAgo } from '../design/time-ago.tsx'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'
import type { Member, MembersOf } from './members-page.tsx'
import { RemoveMember } from './remove-member.tsx'
import { RoleChoice } from './role-choice.tsx'
import styles from './members.module.css'

type Props = {
  readonly project: MembersOf
  readonly roles: MembersPageQuery['roles']
  readonly onChange: (project: MembersOf) => void
}

/** Every member with role, since when, and what can be done with them. */
export function MemberTable({ project, roles, onChange }: Props) {
  const words = useTranslations('members')
  const [leaving, setLeaving] = useState<Member | null>(null)
  const [isPending, remove] = useChange(RemoveMemberDocument)
  const confirm = async ({ email }: Member): Promise<void> => {
    const given = told(
      await remove({ input: { project: project.name, email, dryRun: false } }),
      (data) => data.removeMember,
    )
    if (given === null || given.problems.length > 0) return
    setLeaving(null)
    if (given.project !== null) onChange(given.project)
  }
  return (
    <section aria-label={words('title')}>
      <div className={styles['scroll']}>
        <table className={styles['members']}>
          <TableHead titles={[words('address'), words('roleTitle'), words('since'), words('acts')]} />
          <tbody>
            {project.members.map((member) => (
              <tr key={member.email}>
                <th scope="row">
                  {member.email}
                  {member.isViewer && <span className={styles['quiet']}> · {words('you')}</span>}
                </th>
                <td data-title={words('roleTitle')}>
                  <RoleOf member={member} project={project} roles={roles} onChange={onChange} />
                </td>
                <td data-title={words('since')} className={styles['quiet']}>
                  {member.signedInSince === null ? words('never') : <TimeAgo at={member.signedInSince} />}
                </td>
                <td>
                  <Button
                    look="quiet"
                    label={words('removeThing', { email: member.email })}
                    reason={reasonOf(member.viewerCan.remove)}
                    onPress={() => setLeaving(member)}
                  >
                    <UserMinus aria-hidden />
                    {words('remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {leaving !== null && (
        <RemoveMember
          member={leaving}
          project={project}
          isPending={isPending}
          onConfirm={() => void confirm(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </section>
  )
}

type RoleOfProps = Props & { readonly member: Member }

/** The role of a member, to be changed where that is the reader's to do. */
function RoleOf({ member, project, roles, onChange }: RoleOfProps) {
  const words = useTranslations('members')
  const [isPending, put] = useChange(PutMemberDocument)
  const change = async (role: PutMemberInput['role']): Promise<void> => {
    const changed = await put({ input: { project: project.name, email: member.email, role, dryRun: false } })
    const given = told(changed, (data) => data.putMember)
    if (given !== null && given.project !== null) onChange(given.project)
  }
  const reason = reasonOf(member.viewerCan.changeRole)
  if (reason !== null) return <span title={reason}>{words(`role.${member.role}`)}</span>
  return (
    <RoleChoice
      label={words('roleOf', { email: member.email })}
      value={member.role}
      roles={roles}
      own={project.viewerCan.own}
      isPending={isPending}
      onChoose={(role) => void change(role)}
    />
  )
}
