import { execute } from 'graphql'
import type { SubscriptionLogsArgs } from '@operations-manager/schema/generated/registry.ts'
import { callerId, signedIn } from '../changes/actor.ts'
import { readAccess, type Context } from '../context.ts'
import { visibleDeployment } from '../domains/deployment/read.ts'
import { topLevel } from '../domains/errors.ts'
import { ClusterAway, ClusterCannotAnswer } from '../link/errors.ts'
import { createLoaders } from '../loaders.ts'
import { maskErrors } from '../server/mask.ts'
import type { Prepared } from './document.ts'
import { noMore } from './no-more.ts'
import type { RightsWatch } from './rights-watch.ts'
import type { Outlet } from './seat.ts'

/** How many followed logs one person may have open at a time in this process. */
const mostPerCaller = 5
const openByCaller = new Map<string, number>()

type Following = { readonly prepared: Prepared; readonly context: Context; readonly rights: RightsWatch }

/** Follows a component's log in its cluster and relays it; a slow reader slows the cluster, not the memory. */
export async function followLogs(
  { prepared, context, rights }: Following,
  outlet: Outlet & { drained(): Promise<void> },
): Promise<() => void> {
  const { deployment: id, component, since = null } = prepared.args as SubscriptionLogsArgs // as the graph types it
  const who = callerId(signedIn(context.access))
  const deployment = await visibleDeployment(context, id)
  if (deployment === null) throw topLevel('NOT_FOUND', 'There is no deployment of this id that you may see.')
  if (!Object.hasOwn(deployment.spec.components, component))
    throw topLevel('NOT_FOUND', `No component "${component}" runs there.`)
  const count = openByCaller.get(who) ?? 0
  if (count >= mostPerCaller)
    throw topLevel('RATE_LIMITED', `You follow ${count} logs already; the limit is ${mostPerCaller}. Close one first.`)
  openByCaller.set(who, count + 1)
  const gone = new AbortController()
  const question = { type: 'logs', deployment: id, component, since } as const
  outlet.send(JSON.stringify({ extensions: { accessKey: context.access.key } }))
  const unwatch = rights.add({
    access: context.access,
    check: async () => {
      const access = await readAccess(context.app, context.caller, 'never')
      if (gone.signal.aborted || access.key === context.access.key) return
      if ((await visibleDeployment({ ...context, access, load: createLoaders(context.app.db) }, id)) !== null) return
      gone.abort()
      outlet.send(JSON.stringify({ data: null, errors: [noMore(access)] }))
      outlet.end('complete')
    },
  })
  void relay({ prepared, context, outlet, cluster: deployment.cluster, question, gone: gone.signal }).finally(() => {
    unwatch()
    const left = (openByCaller.get(who) ?? 1) - 1
    if (left > 0) openByCaller.set(who, left)
    else openByCaller.delete(who)
  })
  return () => gone.abort()
}

type Relay = {
  readonly prepared: Prepared
  readonly context: Context
  readonly outlet: Outlet & { drained(): Promise<void> }
  readonly cluster: string
  readonly question: {
    readonly type: 'logs'
    readonly deployment: string
    readonly component: string
    readonly since: string | null
  }
  readonly gone: AbortSignal
}

async function relay({ prepared, context, outlet, cluster, question, gone }: Relay): Promise<void> {
  const { schema, document, operationName, variables, field } = prepared
  const { app, requestId } = context
  try {
    for await (const line of app.askCluster(cluster, question, gone)) {
      const rootValue = { [field]: { component: question.component, ...line } }
      const result = await execute({
        schema,
        document,
        rootValue,
        contextValue: context,
        variableValues: variables,
        operationName,
      })
      outlet.send(JSON.stringify({ ...result, errors: maskErrors(result.errors, app.log, requestId) }))
      await outlet.drained()
    }
    outlet.end('complete')
  } catch (error) {
    if (gone.aborted) return
    const isCluster = error instanceof ClusterAway || error instanceof ClusterCannotAnswer
    if (!isCluster) app.log.error({ err: error, requestId }, 'a followed log broke')
    const code = isCluster ? 'CLUSTER_UNREACHABLE' : 'INTERNAL'
    const message = isCluster ? error.message : 'The log cannot be followed now.'
    outlet.send(JSON.stringify({ data: null, errors: [{ message, extensions: { code, requestId } }] }))
    outlet.end('complete')
  }
}
