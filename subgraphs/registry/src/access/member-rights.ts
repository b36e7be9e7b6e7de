import type { Member } from '@operations-manager/schema/project-file/model.ts'
import { z } from 'zod'
import { denied, type Decision } from './table.ts'

const stored = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), reason: z.string() }),
])

/** What somebody may do with members; kept with what they asked for, so that it holds wherever that is made again. */
export const MemberRights = z.object({ own: stored, manageMembers: stored })
export type MemberRights = z.infer<typeof MemberRights>

const nobody = denied('Nobody with the right to it asked for this.')

/** The rights of whoever did not say. */
export const noMemberRights: MemberRights = { own: nobody, manageMembers: nobody }

/** Whether members may become others: owners are made and unmade by owners. */
export function decideMembers(rights: MemberRights, before: readonly Member[], after: readonly Member[]): Decision {
  if (membersOf(after) === membersOf(before)) return { allowed: true }
  return membersOf(after, 'owner') === membersOf(before, 'owner') ? rights.manageMembers : ofOwners(rights)
}

/** Whether one member may be given another role or be taken out; the last owner never. */
export function decideMember(rights: MemberRights, members: readonly Member[], member: Member): Decision {
  if (member.role !== 'owner') return rights.manageMembers
  const decision = ofOwners(rights)
  return decision.allowed && isLastOwner(members, member.email) ? denied(lastOwnerMessage(member.email)) : decision
}

/** True for the only owner that a project has. */
export function isLastOwner(members: readonly Member[], email: string): boolean {
  const owners = members.filter(({ role }) => role === 'owner')
  return owners.length === 1 && owners[0]?.email.toLowerCase() === email.toLowerCase()
}

export function lastOwnerMessage(email: string): string {
  return `${email} is the last owner, and nobody could give rights or delete the project without one. Make somebody else owner first.`
}

function ofOwners({ own }: MemberRights): Decision {
  return own.allowed ? own : denied(`Owners are made and unmade by owners. ${own.reason}`)
}

/** The members, or those with a role, as one text; order and case make no difference. */
function membersOf(members: readonly Member[], role?: 'owner'): string {
  return members
    .filter((member) => role === undefined || member.role === role)
    .map((member) => `${member.role} ${member.email.toLowerCase()}`)
    .toSorted()
    .join('\n')
}
