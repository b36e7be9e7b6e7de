import { createHash } from 'node:crypto'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { attemptOf, type Attempt } from '../audit/attempt.ts'
import { roleOf, type Role } from './roles.ts'
import { decide, denied, type Decision, type InstallationPermission, type ProjectPermission } from './table.ts'

/** Who is named by configuration. Addresses are compared without case. */
export type AccessRules = {
  readonly operators: Named
  /** They read every audit record, and nothing else that is not theirs as members. */
  readonly auditors: Named
  /** Anyone who signed in, or the members of these groups. Operators always may. */
  readonly creators: 'anyone' | { readonly groups: readonly string[] }
}

type Named = { readonly emails: readonly string[]; readonly groups: readonly string[] }

/** The project as the table needs it. */
export type AccessProject = { readonly name: string; readonly state: 'VALID' | 'INVALID' | 'DELETED' }

/** What one caller may do. Made once for a request, from the rights as they are stored then. */
export type Access = {
  readonly caller: Caller
  /** The verified address; null matches no membership. */
  readonly email: string | null
  readonly isOperator: boolean
  readonly isAuditor: boolean
  readonly roles: ReadonlyMap<string, Role>
  /** Why this caller may do nothing here though they signed in; null for everybody else. */
  readonly refusal: string | null
  to(permission: ProjectPermission, project: AccessProject): Decision
  toInstallation(permission: InstallationPermission): Decision
  /** What is being attempted with it now; a mutation records under it what it changes. */
  readonly attempt: Attempt
  /** An opaque hash of everything about this caller that changes an answer. */
  readonly key: string
}

/** Makes the access of a caller from the roles that the index of project files gives for their address. */
export function accessOf(caller: Caller, rules: AccessRules, stored: ReadonlyMap<string, string>): Access {
  const email = caller.type === 'person' ? caller.email : null
  const isOperator = isNamed(caller, rules.operators)
  const isAuditor = isNamed(caller, rules.auditors)
  const roles = new Map<string, Role>()
  for (const [project, word] of stored) {
    const role = roleOf(word)
    if (role !== null) roles.set(project, role)
  }
  return {
    caller,
    email,
    isOperator,
    isAuditor,
    roles,
    refusal: null,
    to: (permission, { name, state }) =>
      decide({ role: roles.get(name) ?? null, isOperator, isAuditor, isDeleted: state === 'DELETED' }, permission),
    toInstallation: (permission) => decideInstallation({ caller, isOperator, isAuditor }, rules, permission),
    attempt: attemptOf(caller, 'none', { requestId: null, source: null }),
    key: keyOf(caller, { isOperator, isAuditor }, roles),
  }
}

function decideInstallation(
  { caller, isOperator, isAuditor }: Pick<Access, 'caller' | 'isOperator' | 'isAuditor'>,
  rules: AccessRules,
  permission: InstallationPermission,
): Decision {
  if (isOperator) return { allowed: true }
  if (permission === 'readAudit')
    return isAuditor ? { allowed: true } : denied('This is for platform operators and auditors.')
  if (permission === 'operate') return denied('This is for platform operators.')
  if (caller.type !== 'person' || caller.email === null) {
    return denied('The identity provider has not verified your e-mail address, so nobody could own the project.')
  }
  if (rules.creators === 'anyone') return { allowed: true }
  const { groups } = rules.creators
  if (caller.groups.some((group) => groups.includes(group))) return { allowed: true }
  return denied(`Projects are created by members of ${groups.join(' or ')}.`)
}

function isNamed(caller: Caller, named: Named): boolean {
  if (caller.type !== 'person') return false
  if (caller.email !== null && named.emails.includes(caller.email.toLowerCase())) return true
  return caller.groups.some((group) => named.groups.includes(group))
}

// The subject is part of it: `Member.isViewer` and `viewer` differ between people of equal rights.
function keyOf(
  caller: Caller,
  named: Pick<Access, 'isOperator' | 'isAuditor'>,
  roles: ReadonlyMap<string, Role>,
): string {
  const who = caller.type === 'person' ? [caller.subject, caller.email, caller.groups.toSorted()] : []
  const rights = [...roles].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([caller.type, who, named, rights]))
    .digest('base64url')
}
