import { timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { proofHeader } from '@operations-manager/runtime/caller/request-proof.ts'
import type { Log } from '@operations-manager/runtime/log/log.ts'
import { LinkRequest, type LinkQuestion } from '@operations-manager/schema/link/messages.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { ClusterAway, ClusterCannotAnswer } from './errors.ts'
import type { Hub } from './hub.ts'
import { only, type AskCluster, type RelayedLine } from './requests.ts'

export type InternalRoutesOptions = {
  readonly hub: Hub
  readonly askCluster: AskCluster
  readonly internalSecret: Secret
  readonly log: Log
  /** How long a relayed GraphQL request may take in the cluster. */
  readonly relayDeadlineMs?: number
}

const Place = z.object({ cluster: z.string() })
const maximumBytes = 4 * 1024 * 1024

/**
 * What only programs of this installation may ask: another replica, for a link that this one holds, and the gateway,
 * for a cluster whose address is `link:`.
 */
export function internalLinkRoutes(options: InternalRoutesOptions): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.addHook('onRequest', requireInternalSecret(options.internalSecret))
    // The body travels on as it came, so nothing is read out of it here.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: maximumBytes }, (_request, body, done) =>
      done(null, body),
    )
    app.post('/internal/link/:cluster/ask', (request, reply) => answerReplica(options, request, reply))
    app.post('/internal/link/:cluster/graphql', (request, reply) => relay(options, request, reply))
  }
}

/** Refuses whoever does not show the installation's internal secret. */
export function requireInternalSecret(secret: Secret) {
  const expected = Buffer.from(secret.reveal())
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const shown = Buffer.from(String(request.headers[protocolHeaders.internalSecret] ?? ''))
    const isShown = shown.length === expected.length && timingSafeEqual(shown, expected)
    if (!isShown) await reply.code(401).send({ error: 'Only programs of this installation may ask this.' })
  }
}

/** One line of JSON for each part of the answer. Only asks our own link, so replicas never send each other around. */
async function answerReplica(
  { hub, log }: InternalRoutesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { cluster } = Place.parse(request.params)
  const question = parseQuestion(String(request.body))
  const gone = whenGone(reply)
  async function* lines(): AsyncGenerator<string> {
    for await (const line of relayed(hub, cluster, question, gone, log)) yield `${JSON.stringify(line)}\n`
  }
  await reply.type('application/x-ndjson').send(Readable.from(lines()))
}

async function* relayed(
  hub: Hub,
  cluster: string,
  question: LinkQuestion,
  signal: AbortSignal,
  log: Log,
): AsyncGenerator<RelayedLine> {
  try {
    const session = hub.session(cluster)
    if (session === undefined) throw new ClusterAway(cluster)
    for await (const payload of session.ask(question, signal))
      yield { type: 'next', id: '', payload: z.json().parse(payload) }
    yield { type: 'complete', id: '' }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof ClusterAway) yield { type: 'away' }
    else if (error instanceof ClusterCannotAnswer)
      yield { type: 'error', id: '', code: error.code, message: error.message }
    else {
      log.error({ err: error, cluster }, 'a request of another replica failed')
      yield { type: 'error', id: '', code: 'INTERNAL', message: 'The registry could not ask; its log says why.' }
    }
  }
}

async function relay(options: InternalRoutesOptions, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { cluster } = Place.parse(request.params)
  const question = {
    type: 'graphql',
    body: String(request.body),
    authorization: request.headers.authorization ?? null,
    proof: proofOf(request),
    deadlineMs: options.relayDeadlineMs ?? 10_000,
  } as const
  const gone = whenGone(reply)
  try {
    const { status, contentType, body } = await only(options.askCluster(cluster, question, gone))
    await reply.code(status).type(contentType).send(body)
  } catch (error) {
    if (gone.aborted) return
    const { status, code, message } = refusalOf(error, options.log)
    await reply.code(status).send({ errors: [{ message, extensions: { code } }] })
  }
}

function proofOf({ headers }: FastifyRequest): string | null {
  const proof = headers[proofHeader]
  return typeof proof === 'string' ? proof : null
}

function refusalOf(error: unknown, log: Log): { status: number; code: string; message: string } {
  if (error instanceof ClusterAway) return { status: 503, code: error.code, message: error.message }
  if (error instanceof ClusterCannotAnswer) {
    const isLate = error.code === 'DEADLINE_EXCEEDED' || error.code === 'BUSY'
    return { status: isLate ? 504 : 502, code: isLate ? 'CLUSTER_UNREACHABLE' : error.code, message: error.message }
  }
  log.error({ err: error }, 'a request could not be relayed')
  return { status: 502, code: 'INTERNAL', message: 'The registry could not relay the request; its log says why.' }
}

function parseQuestion(body: string): LinkQuestion {
  const request = LinkRequest.parse({ ...z.looseObject({}).parse(JSON.parse(body)), id: '' })
  if (request.type === 'stop') throw new ClusterCannotAnswer('INVALID', 'Nothing is asked.')
  const { id: _, ...question } = request
  return question
}

/** Aborts when the asker hangs up, so the cluster stops too. */
function whenGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('The asker hung up.'))
  })
  return controller.signal
}
