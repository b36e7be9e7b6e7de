import type { Role } from './roles.ts'

/** What somebody may do with one project. */
export type ProjectPermission =
  | 'read'
  | 'deploy'
  | 'edit'
  | 'setSecrets'
  | 'removeData'
  | 'manageMembers'
  | 'readAudit'
  | 'manageTokens'
  | 'own'

/** What somebody may do in the installation. */
export type InstallationPermission = 'createProject' | 'createToken' | 'operate' | 'readAudit'

type Rule = {
  readonly roles: readonly Role[]
  readonly operators: boolean
  readonly auditors: boolean
  readonly afterDeletion: readonly Role[]
}

/**
 * The one table of rights in projects: which roles, and whether platform operators and auditors too. `afterDeletion`
 * are the roles for which a right goes on in a deleted project. Everything that does not stand here is denied.
 */
const table: Readonly<Record<ProjectPermission, Rule>> = {
  read: {
    roles: ['owner', 'admin', 'developer', 'viewer'],
    operators: true,
    auditors: false,
    afterDeletion: ['owner', 'admin'],
  },
  deploy: { roles: ['owner', 'admin', 'developer'], operators: true, auditors: false, afterDeletion: [] },
  edit: { roles: ['owner', 'admin', 'developer'], operators: true, auditors: false, afterDeletion: [] },
  setSecrets: { roles: ['owner', 'admin', 'developer'], operators: true, auditors: false, afterDeletion: [] },
  removeData: { roles: ['owner', 'admin'], operators: true, auditors: false, afterDeletion: ['owner', 'admin'] },
  manageMembers: { roles: ['owner', 'admin'], operators: true, auditors: false, afterDeletion: [] },
  readAudit: { roles: ['owner', 'admin'], operators: true, auditors: true, afterDeletion: ['owner', 'admin'] },
  manageTokens: { roles: ['owner', 'admin'], operators: true, auditors: false, afterDeletion: [] },
  own: { roles: ['owner'], operators: true, auditors: false, afterDeletion: ['owner'] },
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string }

/** What is known of a caller when a decision about a project is made. */
export type Standing = {
  readonly role: Role | null
  readonly isOperator: boolean
  readonly isAuditor: boolean
  readonly isDeleted: boolean
}

/** Decides about a project; pure. */
export function decide(standing: Standing, permission: ProjectPermission): Decision {
  const rule = table[permission]
  const isNamed = (standing.isOperator && rule.operators) || (standing.isAuditor && rule.auditors)
  if (isNamed && (!standing.isDeleted || rule.afterDeletion.length > 0)) return allowed
  const holders = standing.isDeleted ? rule.afterDeletion : rule.roles
  if (standing.role !== null && holders.includes(standing.role)) return allowed
  if (standing.isDeleted) return denied('The project is deleted.')
  return denied(
    `This needs the role ${listOf(rule.roles)}${standing.role === null ? '' : `; yours is ${standing.role}`}.`,
  )
}

/** What a role may do in a project that is not deleted. */
export function rightsOf(role: Role): readonly ProjectPermission[] {
  const permissions = Object.keys(table) as ProjectPermission[] // the keys of this very table
  return permissions.filter((permission) => table[permission].roles.includes(role))
}

const allowed: Decision = { allowed: true }

/** A refusal with its reason, as a sentence. */
export function denied(reason: string): Exclude<Decision, { readonly allowed: true }> {
  return { allowed: false, reason }
}

function listOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}` : (words[0] ?? '')
}
