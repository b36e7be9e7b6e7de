import type { Plain } from '../edit/plain.ts'
import { leaveOthers, listOf, mapOf, textOf, type Account } from './record.ts'

const roles: Readonly<Record<string, string>> = {
  owner: 'owner',
  admin: 'admin',
  developer: 'developer',
  operator: 'viewer',
  viewer: 'viewer',
}

/** The members: roles that exist now, and at least one owner among them. */
export function importMembers(users: Plain | undefined, account: Account): readonly { email: string; role: string }[] {
  const members: { email: string; role: string }[] = []
  listOf(users).forEach((entry, index) => {
    const path = ['users', String(index)]
    const user = mapOf(entry)
    const email = textOf(user['email'])
    if (email === null) return account.leave(path, 'The entry has no e-mail address.')
    if (members.some((member) => member.email.toLowerCase() === email.toLowerCase())) {
      return account.leave(path, 'The address stands in the list already; the first entry counts.')
    }
    const old = textOf(user['role']) ?? ''
    const role = Object.hasOwn(roles, old) ? (roles[old] ?? 'viewer') : 'viewer'
    const to = ['members', String(members.length)]
    account.carry([...path, 'email'], [...to, 'email'])
    if (user['role'] !== undefined) account.carry([...path, 'role'], [...to, 'role'], noteOf(old, role))
    leaveOthers(account, user, path, ['email', 'role'])
    members.push({ email, role })
  })
  return withOwner(members, account)
}

function noteOf(old: string, role: string): string | null {
  if (old === role) return null
  if (old === 'operator') return '"operator" could only read; that is "viewer" now.'
  return `"${old}" is no role any more; "viewer" gives the least rights.`
}

function withOwner(
  members: readonly { email: string; role: string }[],
  account: Account,
): readonly { email: string; role: string }[] {
  if (members.length === 0 || members.some(({ role }) => role === 'owner')) return members
  const first = members.findIndex(({ role }) => role === 'admin')
  const index = first < 0 ? 0 : first
  account.carry(
    ['users'],
    ['members', String(index), 'role'],
    `A project needs an owner; ${members[index]?.email} became it.`,
  )
  return members.map((member, at) => (at === index ? { ...member, role: 'owner' } : member))
}
