import type { ProjectPermission } from '../access/table.ts'
import type { OperationKind } from '@operations-manager/schema/generated/registry.ts'

/** What a change of a project file needs, and whether it may be about a project that is not there yet. */
type Kind = { readonly permission: ProjectPermission; readonly creates: boolean }

/** The changes that edit a project file. `HAND_COMMIT` comes from the repository and asks nobody. */
export const editKinds = {
  CREATE_PROJECT: { permission: 'edit', creates: true },
  APPLY_PROJECT_FILE: { permission: 'edit', creates: true },
  SET_PROJECT_DETAILS: { permission: 'edit', creates: false },
  DELETE_PROJECT: { permission: 'own', creates: false },
  PUT_COMPONENT: { permission: 'edit', creates: false },
  REMOVE_COMPONENT: { permission: 'edit', creates: false },
  SET_IMAGE: { permission: 'deploy', creates: false },
  SET_REPLICAS: { permission: 'deploy', creates: false },
  SET_VARIABLE: { permission: 'edit', creates: false },
  REMOVE_VARIABLE: { permission: 'edit', creates: false },
  SET_SECRET: { permission: 'setSecrets', creates: false },
  REMOVE_SECRET: { permission: 'setSecrets', creates: false },
  PUT_REGISTRY: { permission: 'edit', creates: false },
  REMOVE_REGISTRY: { permission: 'edit', creates: false },
  PUT_SERVICE: { permission: 'edit', creates: false },
  REMOVE_SERVICE: { permission: 'edit', creates: false },
  BIND_SERVICE: { permission: 'edit', creates: false },
  UNBIND_SERVICE: { permission: 'edit', creates: false },
  PUT_DEPLOYMENT: { permission: 'edit', creates: false },
  REMOVE_DEPLOYMENT: { permission: 'edit', creates: false },
  PUT_MEMBER: { permission: 'manageMembers', creates: false },
  REMOVE_MEMBER: { permission: 'manageMembers', creates: false },
  REVERT_OPERATION: { permission: 'deploy', creates: false },
} as const satisfies Partial<Record<OperationKind, Kind>>

export type EditKind = keyof typeof editKinds

/** True for the kind of an operation whose change is a commit that we make. */
export function isEditKind(kind: string): kind is EditKind {
  return Object.hasOwn(editKinds, kind)
}
