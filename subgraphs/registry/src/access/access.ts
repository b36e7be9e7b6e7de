import { createHash } from 'node:crypto'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { attemptOf, type Attempt } from '../audit/attempt.ts'
import type { TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import { matches } from './patterns.ts'
import { roleOf, type Role } from './roles.ts'
import { scopeRefusal } from './scopes.ts'
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

/** What narrows a token: it may do at most this of what its maker may. */
export type TokenLimits = {
  readonly scopes: readonly TokenScopeWord[]
  /** The only project that it knows; null: all of its maker's. */
  readonly project: string | null
  /** The deployments that it is bound to, as patterns; null: all. */
  readonly deployments: readonly string[] | null
}

/** What one caller may do. Made once for a request, from the rights as they are stored then. */
export type Access = {
  readonly caller: Caller
  /** The verified address; null matches no membership. For a token its maker's, whose rights it has. */
  readonly email: string | null
  /** True for platform operators, and for tokens of theirs that are bound to no project. */
  readonly isOperator: boolean
  /** The same of auditors. */
  readonly isAuditor: boolean
  readonly roles: ReadonlyMap<string, Role>
  /** What narrows a token; null for people. */
  readonly token: TokenLimits | null
  /** True for a token that ended since it was shown: its caller is nobody. */
  readonly isOver: boolean
  /** Why this caller may do nothing here though they signed in; null for everybody else. */
  readonly refusal: string | null
  to(permission: ProjectPermission, project: AccessProject): Decision
  toInstallation(permission: InstallationPermission): Decision
  /** What is being attempted with it now; a mutation records under it what it changes. */
  readonly attempt: Attempt
  /** False for a deployment that the caller's token is not bound to, whatever the project allows. */
  reachesDeployment(name: string): boolean
  /** An opaque hash of everything about this caller that changes an answer. */
  readonly key: string
}

/** Somebody with rights of their own: people, and whoever made a token. */
type Person = Pick<Extract<Caller, { type: 'person' }>, 'email' | 'groups'>

/** Makes the access of a caller from the roles that the index of project files gives for their address. */
export function accessOf(
  caller: Caller,
  rules: AccessRules,
  stored: ReadonlyMap<string, string>,
  token: TokenLimits | 'over' | null = null,
): Access {
  const isOver = token === 'over'
  const limits = isOver ? null : token
  const person = isOver ? null : personOf(caller)
  const named = { isOperator: isNamed(person, rules.operators), isAuditor: isNamed(person, rules.auditors) }
  const roles = person === null ? new Map<string, Role>() : rolesOf(stored, limits)
  const isAnywhere = limits === null || limits.project === null
  return {
    caller,
    email: person?.email ?? null,
    isOperator: named.isOperator && isAnywhere,
    isAuditor: named.isAuditor && isAnywhere,
    roles,
    token: limits,
    isOver,
    refusal: null,
    to: (permission, { name, state }) => {
      if (!isAnywhere && limits.project !== name) return otherProject
      const standing = { ...named, role: roles.get(name) ?? null, isDeleted: state === 'DELETED' }
      const decision = decide(standing, permission)
      if (!decision.allowed || limits === null) return decision
      return scopeRefusal(limits.scopes, { project: permission }) ?? decision
    },
    toInstallation: (permission) =>
      tokenRefusal(limits, permission) ?? decideInstallation(person, named, rules, permission),
    reachesDeployment: (name) => limits?.deployments?.some((pattern) => matches(pattern, name)) ?? true,
    attempt: attemptOf(caller, 'none', { requestId: null, source: null }),
    key: keyOf(caller, named, roles, token),
  }
}

// A token stands for its maker. Groups are known only while somebody is signed in, so a token has no rights by them.
function personOf(caller: Caller): Person | null {
  switch (caller.type) {
    case 'anonymous':
      return null
    case 'person':
      return caller
    case 'token':
      return { email: caller.createdBy, groups: [] }
  }
}

function rolesOf(stored: ReadonlyMap<string, string>, token: TokenLimits | null): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>()
  for (const [project, word] of stored) {
    const role = roleOf(word)
    const isKnown = token === null || token.project === null || token.project === project
    if (role !== null && isKnown) roles.set(project, role)
  }
  return roles
}

const otherProject = denied('The token is for one project, and this is not about it.')
const boundToDeployments = denied('The token is bound to deployments, and this is not about one.')

/** Why a token may not do something outside projects, whoever made it. */
function tokenRefusal(token: TokenLimits | null, permission: InstallationPermission): Decision | null {
  if (token === null) return null
  if (token.project !== null) return otherProject
  if (token.deployments !== null) return boundToDeployments
  return scopeRefusal(token.scopes, { installation: permission })
}

function decideInstallation(
  person: Person | null,
  { isOperator, isAuditor }: Pick<Access, 'isOperator' | 'isAuditor'>,
  rules: AccessRules,
  permission: InstallationPermission,
): Decision {
  if (permission === 'createToken') return decideToken(person)
  if (isOperator) return { allowed: true }
  if (permission === 'readAudit')
    return isAuditor ? { allowed: true } : denied('This is for platform operators and auditors.')
  if (permission === 'operate') return denied('This is for platform operators.')
  if (person === null || person.email === null) {
    return denied('The identity provider has not verified your e-mail address, so nobody could own the project.')
  }
  if (rules.creators === 'anyone') return { allowed: true }
  const { groups } = rules.creators
  if (person.groups.some((group) => groups.includes(group))) return { allowed: true }
  return denied(`Projects are created by members of ${groups.join(' or ')}.`)
}

// A token has its maker's rights by their address, so whoever has none can make none that is good for anything.
function decideToken(person: Person | null): Decision {
  if (person !== null && person.email !== null) return { allowed: true }
  return denied('The identity provider has not verified your e-mail address, so a token could not have your rights.')
}

function isNamed(person: Person | null, named: Named): boolean {
  if (person === null) return false
  if (person.email !== null && named.emails.includes(person.email.toLowerCase())) return true
  return person.groups.some((group) => named.groups.includes(group))
}

// The subject is part of it: `Member.isViewer` and `viewer` differ between people of equal rights.
function keyOf(
  caller: Caller,
  named: Pick<Access, 'isOperator' | 'isAuditor'>,
  roles: ReadonlyMap<string, Role>,
  token: TokenLimits | 'over' | null,
): string {
  const rights = [...roles].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const limits = token === null || token === 'over' ? token : [token.scopes, token.project, token.deployments]
  return createHash('sha256')
    .update(JSON.stringify([whoIs(caller), named, rights, limits]))
    .digest('base64url')
}

function whoIs(caller: Caller): readonly unknown[] {
  switch (caller.type) {
    case 'anonymous':
      return ['anonymous']
    case 'person':
      return ['person', caller.issuer, caller.subject, caller.email, caller.groups.toSorted()]
    case 'token':
      return ['token', caller.token]
  }
}
