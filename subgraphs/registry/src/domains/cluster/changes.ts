import type {
  DrainClusterInput,
  RegisterClusterInput,
  RemoveClusterInput,
  ResolversTypes,
} from '@operations-manager/schema/generated/registry.ts'
import type { Attempt } from '../../audit/attempt.ts'
import type { Changed } from '../../clusters/clusters.ts'
import type { Context } from '../../context.ts'
import { requireOperator } from '../visibility.ts'

type Answer<Name extends 'ClusterPayload' | 'RegisterClusterPayload'> = Awaited<
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
  if (!result.ok) return { cluster: null, joinToken: null, problems: result.problems, clientMutationId }
  // The one place where it is shown; only its hash is stored.
  const joinToken = result.joinToken.reveal()
  return { cluster: { name, row: result.cluster }, joinToken, problems: [], clientMutationId }
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
