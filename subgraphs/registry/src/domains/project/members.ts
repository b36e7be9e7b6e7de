import type { MemberResolvers, Resolvers, Role } from '@operations-manager/schema/generated/registry.ts'
import type { Member } from '@operations-manager/schema/project-file/model.ts'
import type { MemberModel, ProjectModel } from '@operations-manager/schema/registry/models.ts'
import { decideMember } from '../../access/member-rights.ts'
import { roles } from '../../access/roles.ts'
import { rightsOf, type ProjectPermission } from '../../access/table.ts'
import { memberRightsOf } from '../../changes/rights.ts'
import type { Context } from '../../context.ts'
import { shownDecision } from '../visibility.ts'
import { fileOf } from './read.ts'

const shownRoles = {
  owner: 'OWNER',
  admin: 'ADMIN',
  developer: 'DEVELOPER',
  viewer: 'VIEWER',
} as const satisfies Record<Member['role'], Role>

const shownRights = {
  read: 'READ',
  deploy: 'DEPLOY',
  edit: 'EDIT',
  setSecrets: 'SET_SECRETS',
  removeData: 'REMOVE_DATA',
  manageMembers: 'MANAGE_MEMBERS',
  readAudit: 'READ_AUDIT',
  manageTokens: 'MANAGE_TOKENS',
  own: 'OWN',
} as const satisfies Record<ProjectPermission, string>

/** The members of a project's file, each with its project. */
export function membersOf(context: Context, project: ProjectModel): MemberModel[] {
  return fileOf(context, project).members.map((member) => ({ ...member, of: project }))
}

export const memberResolvers: MemberResolvers<Context> = {
  role: ({ role }) => shownRoles[role],
  isViewer: ({ email }, _, { access }) => email.toLowerCase() === access.email,
  signedInSince: async ({ email }, _, { load }) => (await load.signIn.load(email.toLowerCase()))?.boundAt ?? null,
  // Another role and none at all need the same.
  viewerCan: (member, _, context) => {
    const { members } = fileOf(context, member.of)
    const decision = shownDecision(decideMember(memberRightsOf(context.access, member.of), members, member))
    return { changeRole: decision, remove: decision }
  },
}

/** What each role may do, out of the one table. */
export const roleResolvers: Resolvers<Context> = {
  Query: {
    roles: () =>
      roles.map((role) => ({ role: shownRoles[role], rights: rightsOf(role).map((right) => shownRights[right]) })),
  },
}
