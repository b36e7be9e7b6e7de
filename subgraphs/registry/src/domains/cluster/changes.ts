import type {
  DrainClusterInput,
  RegisterClusterInput,
  RemoveClusterInput,
  RenewJoinTokenInput,
  ResolversTypes,
} from '@operations-manager/schema/generated/registry.ts'
import type { Attempt } from '../../audit/attempt.ts'
import type { Changed, Registered } from '../../clusters/clusters.ts'
import type { Context } from '../../context.ts'
import { requireOperator } from '../visibility.ts'

type Answer<Name extends 'ClusterPayload' | 'RegisterClusterPayload' | 'RenewJoinTokenPayload'> = Awaited<
  Exclude<ResolversTypes[Name], Promise<unknown>>
>

/** What a platform operator attempts; refuses everybody else at the top level. */
export function operatorOf(context: Context): Attempt {
  requireOperator(context)
  return context.access.attempt
}

export async function register(
  context: Context,
  { name, address, projects = null, clientMutationId = null }: RegisterClusterInput,
): Promise<Answer<'RegisterClusterPayload'>> {
  const attempt = operatorOf(context)
  const result = await context.app.clusters.register({ name, address: address ?? 'link:', projects }, attempt)
  return withToken(result, clientMutationId)
}

export async function renewJoinToken(
  context: Context,
  { name, clientMutationId = null }: RenewJoinTokenInput,
): Promise<Answer<'RenewJoinTokenPayload'>> {
  const attempt = operatorOf(context)
  return withToken(await context.app.clusters.renewJoinToken(name, attempt), clientMutationId)
}

/** The one place where a join token is shown; only its hash is stored. */
function withToken(result: Registered, clientMutationId: string | null): Answer<'RegisterClusterPayload'> {
  const nothing = { cluster: null, joinToken: null, joinTokenExpiresAt: null }
  if (!result.ok) return { ...nothing, problems: result.problems, clientMutationId }
  const { name, joinTokenExpiresAt } = result.cluster
  const cluster = { name, row: result.cluster }
  return { cluster, joinToken: result.joinToken.reveal(), joinTokenExpiresAt, problems: [], clientMutationId }
}

export async function drain(
  context: Context,
  { name, draining = true, clientMutationId = null }: DrainClusterInput,
): Promise<Answer<'ClusterPayload'>> {
  return shown(await context.app.clusters.drain(name, draining, operatorOf(context)), clientMutationId)
}

export async function remove(
  context: Context,
  { name, confirm = null, clientMutationId = null }: RemoveClusterInput,
): Promise<Answer<'ClusterPayload'>> {
  return shown(await context.app.clusters.remove(name, confirm, operatorOf(context)), clientMutationId)
}

function shown(result: Changed, clientMutationId: string | null): Answer<'ClusterPayload'> {
  if (!result.ok) return { cluster: null, problems: result.problems, clientMutationId }
  return { cluster: { name: result.cluster.name, row: result.cluster }, problems: [], clientMutationId }
}
