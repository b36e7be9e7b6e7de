'use client'

import { useTranslations } from 'use-intl'
import type { MembersPageQuery, Role } from '../../generated/graph.ts'
import type { Permission } from '../design/reason.ts'

type Props = {
  readonly id?: string
  readonly label?: string
  readonly value: Role
  readonly roles: MembersPageQuery['roles']
  /** Whether the reader may make owners. */
  readonly own: Permission
  readonly isPending?: boolean
  readonly onChoose: (role: Role) => void
}

/** A role out of all that there are; those that the reader may not give are shown and cannot be chosen. */
export function RoleChoice({ id, label, value, roles, own, isPending = false, onChoose }: Props) {
  const words = useTranslations('members')
  return (
    <select
      id={id}
      aria-label={label}
      value={value}
      disabled={isPending}
      onChange={({ target }) => {
        const chosen = roles.find(({ role }) => role === target.value)
        if (chosen !== undefined) onChoose(chosen.role)
      }}
    >
      {roles.map(({ role }) => (
        <option key={role} value={role} disabled={role === 'OWNER' && !own.allowed}>
          {role === 'OWNER' && !own.allowed ? words('ownersOnly') : words(`role.${role}`)}
        </option>
      ))}
    </select>
  )
}
