import { z } from 'zod'
import { MemberRights } from '../access/member-rights.ts'
import { editKinds, type EditKind } from './kinds.ts'

const kinds = Object.keys(editKinds) as [EditKind, ...EditKind[]] // the table is never empty

/**
 * What was asked, as it is stored with the operation: enough to make the edit again on a newer head or after a crash.
 * It holds no secret: a secret's value is sealed before it comes here.
 */
export const ChangeRequest = z.object({
  kind: z.enum(kinds),
  project: z.string(),
  /** The mutation's own fields, without those that every mutation has. */
  input: z.record(z.string(), z.unknown()),
  expectedRevision: z.string().nullable(),
  confirm: z.string().nullable(),
  retained: z.enum(['RESTORE', 'DISCARD']).nullable(),
  /** What the caller might do with members when this was asked; without it nothing. */
  memberRights: MemberRights.optional(),
  /** Sealed values that clusters sealed again for others, by key: used where the envelope is still `from`. */
  resealed: z.record(z.string(), z.object({ from: z.string(), to: z.string() })).optional(),
})
export type ChangeRequest = z.infer<typeof ChangeRequest>
export type Resealed = NonNullable<ChangeRequest['resealed']>
