import type { TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import { denied, type Decision, type InstallationPermission, type ProjectPermission } from './table.ts'

type Scope = {
  readonly project: readonly ProjectPermission[]
  /** Only of personal tokens: a project's token may do nothing outside of it. */
  readonly installation: readonly InstallationPermission[]
}

/**
 * What a scope lets through of what the token's maker may do; the table of rights decides what that is. What stands in
 * no scope is for people: owning a project, and making or revoking tokens, or a leaked token could outlive itself.
 */
const table: Readonly<Record<TokenScopeWord, Scope>> = {
  read: { project: ['read'], installation: [] },
  deploy: { project: ['read', 'deploy'], installation: [] },
  operate: { project: ['read', 'deploy', 'edit', 'setSecrets'], installation: [] },
  admin: {
    project: ['read', 'deploy', 'edit', 'setSecrets', 'removeData', 'manageMembers', 'readAudit'],
    installation: ['createProject', 'operate', 'readAudit'],
  },
}

/** All scopes, the narrowest first. */
export const scopes = ['read', 'deploy', 'operate', 'admin'] as const satisfies readonly TokenScopeWord[]

/** Refuses what no scope of the token includes, naming those that would; null if one of them does. */
export function scopeRefusal(
  held: readonly TokenScopeWord[],
  permission: { readonly project: ProjectPermission } | { readonly installation: InstallationPermission },
): Exclude<Decision, { allowed: true }> | null {
  const includes = (scope: TokenScopeWord): boolean =>
    'project' in permission
      ? table[scope].project.includes(permission.project)
      : table[scope].installation.includes(permission.installation)
  if (held.some(includes)) return null
  const [needed] = scopes.filter(includes)
  if (needed === undefined) return denied('No token may do this; sign in.')
  return denied(`This needs a token with the scope ${needed}; this one has ${held.join(', ')}.`)
}
