import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { SignedInCaller } from '@operations-manager/runtime/caller/caller.ts'
import { signedIn } from '../../changes/actor.ts'
import { notFound } from '../../changes/authorise.ts'
import type { Context } from '../../context.ts'
import type { ProjectRow } from '../../store/tables.ts'
import { topLevel } from '../errors.ts'
import { visibleProject } from '../visibility.ts'

/** A person whose address is verified: only they make tokens, and what they make has their rights by that address. */
export type Maker = Extract<SignedInCaller, { readonly type: 'person' }> & { readonly email: string }

/** The person who asks; refuses tokens, and people without a verified address, at the top level. */
export function makerOf({ access }: Context): Maker {
  const caller = signedIn(access)
  if (caller.type !== 'person') throw topLevel('FORBIDDEN', 'Tokens are managed by people; sign in.')
  const decision = access.toInstallation('createToken')
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  return { ...caller, email: (caller.email ?? '').toLowerCase() }
}

/** The project if the caller may manage its tokens; FORBIDDEN if they see it and may not. */
export async function managedProject(context: Context, name: string): Promise<ProjectRow | Problem> {
  const project = await visibleProject(context, name)
  if (project === null) return notFound()
  const decision = context.access.to('manageTokens', project)
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  return project
}

export function isProblem(value: ProjectRow | Problem): value is Problem {
  return 'code' in value
}

export function noToken(): Problem {
  return problem('NOT_FOUND', 'There is no token of this id that you may see.', { path: ['token'] })
}
