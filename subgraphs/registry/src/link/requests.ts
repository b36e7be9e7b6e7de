import { request } from 'undici'
import { z } from 'zod'
import {
  LinkAnswer,
  linkPayloads,
  type LinkPayload,
  type LinkQuestion,
} from '@operations-manager/schema/link/messages.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { readLink } from '../store/clusters.ts'
import type { Db } from '../store/tables.ts'
import { ClusterAway, ClusterCannotAnswer } from './errors.ts'
import type { Hub } from './hub.ts'

export type AskOptions = {
  readonly hub: Hub
  readonly db: Db
  readonly replica: string
  /** What the replicas of one installation show each other. */
  readonly internalSecret: Secret
}

type Question<Type extends LinkQuestion['type']> = Extract<LinkQuestion, { type: Type }>

/**
 * Asks a cluster over its link, whichever replica holds it. Throws `ClusterAway` when none does or the link ends,
 * `ClusterCannotAnswer` with the cluster's words or with `DEADLINE_EXCEEDED`, and the signal's reason when aborted.
 * Leaving the loop tells the cluster to stop; a slow reader slows the cluster. Only `logs` gives more than one value.
 */
export type AskCluster = <Type extends LinkQuestion['type']>(
  cluster: string,
  question: Question<Type>,
  signal: AbortSignal,
) => AsyncIterable<LinkPayload<Type>>

const deadlines = { reseal: 15_000, 'reset-sign-in': 30_000, orphan: 60_000 } as const

export function createAskCluster(options: AskOptions): AskCluster {
  return async function* ask(cluster, question, signal) {
    const deadlineMs = deadlineOf(question)
    const deadline = deadlineMs === null ? null : AbortSignal.timeout(deadlineMs)
    const either = deadline === null ? signal : AbortSignal.any([signal, deadline])
    const schema = linkPayloads[question.type]
    try {
      for await (const payload of askAnywhere(options, cluster, question, either)) {
        yield schema.parse(payload) as LinkPayload<(typeof question)['type']> // the schema of just this type
      }
    } catch (error) {
      if (deadline?.aborted === true && !signal.aborted) {
        throw new ClusterCannotAnswer('DEADLINE_EXCEEDED', `The cluster "${cluster}" did not answer in time.`)
      }
      throw error
    }
  }
}

/** The one value of a request that has one. */
export async function only<T>(values: AsyncIterable<T>): Promise<T> {
  for await (const value of values) return value
  throw new ClusterCannotAnswer('INTERNAL', 'The cluster ended its answer without one.')
}

async function* askAnywhere(
  { hub, db, replica, internalSecret }: AskOptions,
  cluster: string,
  question: LinkQuestion,
  signal: AbortSignal,
): AsyncIterable<unknown> {
  const session = hub.session(cluster)
  if (session !== undefined) return yield* session.ask(question, signal)
  const link = await readLink(db, cluster)
  if (link === null || link.replica === replica) throw new ClusterAway(cluster)
  yield* askReplica(`${link.address}/internal/link/${cluster}/ask`, internalSecret, cluster, question, signal)
}

const Line = z.discriminatedUnion('type', [...LinkAnswer.options, z.object({ type: z.literal('away') })])
/** One line of a relayed answer. */
export type RelayedLine = z.input<typeof Line>

async function* askReplica(
  url: string,
  secret: Secret,
  cluster: string,
  question: LinkQuestion,
  signal: AbortSignal,
): AsyncIterable<unknown> {
  for await (const text of linesOf(url, secret, cluster, question, signal)) {
    const line = Line.parse(JSON.parse(text))
    switch (line.type) {
      case 'next':
        yield line.payload
        break
      case 'complete':
        return
      case 'error':
        throw new ClusterCannotAnswer(line.code, line.message)
      case 'away':
        throw new ClusterAway(cluster)
      default:
        return line satisfies never
    }
  }
  throw new ClusterAway(cluster) // the other replica ended in the middle
}

async function* linesOf(
  url: string,
  secret: Secret,
  cluster: string,
  question: LinkQuestion,
  signal: AbortSignal,
): AsyncIterable<string> {
  let rest = ''
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [protocolHeaders.internalSecret]: secret.reveal() },
      body: JSON.stringify(question),
      headersTimeout: 10_000,
      bodyTimeout: 0, // a log that says nothing for hours is no failure
      signal,
    })
    if (statusCode !== 200) throw new Error(`the replica that holds the link answered ${statusCode}`)
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n') // undici gives buffers
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    signal.throwIfAborted()
    throw new ClusterAway(cluster, { cause: error })
  }
}

/** The cluster keeps the deadline of a GraphQL request itself; ours comes a little later, for one that says nothing. */
function deadlineOf(question: LinkQuestion): number | null {
  switch (question.type) {
    case 'graphql':
      return question.deadlineMs + 1_000
    case 'reseal':
    case 'reset-sign-in':
    case 'orphan':
      return deadlines[question.type]
    case 'logs':
      return null
    default:
      return question satisfies never
  }
}
