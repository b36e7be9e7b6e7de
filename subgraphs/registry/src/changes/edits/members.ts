import type { PutMemberInput, RemoveMemberInput, Role } from '@operations-manager/schema/generated/registry.ts'
import type { Member } from '@operations-manager/schema/project-file/model.ts'
import { isLastOwner, lastOwnerMessage } from '../../access/member-rights.ts'
import { refuse, type Plan, type Planner, type Subject } from './edit.ts'

const words = {
  OWNER: 'owner',
  ADMIN: 'admin',
  DEVELOPER: 'developer',
  VIEWER: 'viewer',
} as const satisfies Record<Role, Member['role']>

/** An address that is there keeps its place and its capitals. */
export const putMember: Planner<PutMemberInput> = ({ file }, input) => {
  const role = words[input.role]
  const known = memberIn(file.members, input.email)
  if (role !== 'owner' && isLastOwner(file.members, input.email)) return lastOwner(input.email)
  const email = known?.email ?? input.email.trim()
  return {
    edits: [{ type: 'put-item', path: ['members'], match: [{ email }], value: { email, role } }],
  }
}

export const removeMember: Planner<RemoveMemberInput> = (subject, { email }) => {
  const known = memberIn(subject.file.members, email)
  if (known === undefined) return noMember(subject, email)
  if (isLastOwner(subject.file.members, email)) return lastOwner(known.email)
  return { edits: [{ type: 'remove-item', path: ['members'], match: [{ email: known.email }] }] }
}

function memberIn(members: readonly Member[], email: string): Member | undefined {
  return members.find((member) => member.email.toLowerCase() === email.trim().toLowerCase())
}

function noMember({ file }: Subject, email: string): Plan {
  const known = file.members.map((member) => member.email).join(', ')
  return refuse('NOT_FOUND', `${email} is no member. The members are: ${known}.`, ['email'])
}

function lastOwner(email: string): Plan {
  return refuse('MEMBER_INVALID', lastOwnerMessage(email), ['email'])
}
