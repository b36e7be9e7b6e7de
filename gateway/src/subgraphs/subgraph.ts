import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { protocolHeaders } from '@operations-manager/schema/stream/stream-protocol.ts'
import { GraphQLError, type ExecutionResult } from 'graphql'
import {
  createRequestProver,
  proofHeader,
  requestKeyFor,
  type SentRequest,
} from '@operations-manager/runtime/caller/request-proof.ts'
import { anonymousIdentity } from '../auth/tokens.ts'
import type { Metrics } from '../front/metrics.ts'
import type { CallerTokens, Signing } from '../auth/caller-tokens.ts'
import type { Call } from '../pipeline/call.ts'
import type { Address } from './address.ts'
import { Breaker } from './breaker.ts'
import { CallMetrics, type CallOutcome } from './call-metrics.ts'
import { InFlight } from './in-flight.ts'
import { failedPart } from './part-error.ts'
import type { PlanDocument } from './plan-document.ts'
import type { Pools } from './pools.ts'
import { NoAnswer, post, type Answer } from './post.ts'

export type SubgraphOptions = {
  readonly name: string
  readonly address: Address
  /** The central subgraph has no breaker: without it there is nothing to answer. */
  readonly isCentral: boolean
  readonly timeoutMs: number
  readonly maxAnswerBytes: number
}

export type SubgraphParts = {
  readonly pools: Pools
  readonly signCaller: CallerTokens
  readonly internalSecret: Secret
  readonly metrics: Metrics
  /** Told after every mutation. */
  readonly changed: () => void
}

export type SubgraphRequest = {
  readonly plan: PlanDocument
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly operationName: string | undefined
  readonly supergraphVersion: string
  readonly call: Call
  /** False for what belongs to an event: a read that began before the event may be older than it. */
  readonly mayJoin: boolean
}

/** How long a subgraph may take for the question that costs it nothing. */
const probeLimitMs = 1_000
/** How long a request waits to hear whether a subgraph is away that let another one wait in vain. */
const suspicionMs = 300

/** One subgraph: how it is asked, and what stands in its place when it does not answer. */
export class Subgraph {
  readonly name: string
  readonly address: Address
  readonly #options: SubgraphOptions
  readonly #parts: SubgraphParts
  readonly #inFlight = new InFlight<Answer>()
  readonly #breaker: Breaker
  readonly #metrics: CallMetrics
  readonly #prove: (request: SentRequest) => string
  /** Whether somebody else answered in its place, the last time that it was asked. */
  #isUntrusted = false

  constructor(options: SubgraphOptions, parts: SubgraphParts) {
    this.name = options.name
    this.address = options.address
    this.#options = options
    this.#parts = parts
    this.#prove = createRequestProver(requestKeyFor(parts.internalSecret, this.name))
    this.#metrics = new CallMetrics(parts.metrics, this.name)
    this.#breaker = new Breaker({
      failures: 3,
      probe: (signal) => this.#probe(signal),
      firstProbeMs: 250,
      maxProbeMs: 5_000,
      changed: (isOpen) => parts.metrics.breakerOpen.set({ subgraph: this.name }, isOpen ? 1 : 0),
    })
    parts.metrics.breakerOpen.set({ subgraph: this.name }, 0)
  }

  /** Lets no new question join one that was asked before now, so that everybody reads their own changes. */
  sealReads(): void {
    this.#inFlight.seal()
  }

  stop(): void {
    this.#breaker.stop()
    this.#parts.metrics.breakerOpen.remove({ subgraph: this.name })
  }

  /** Asks, and always gives a result: a subgraph that fails leaves nulls and coded errors in its own part. */
  async ask(request: SubgraphRequest): Promise<ExecutionResult> {
    if (!(await this.#breaker.isWorthAsking(suspicionMs))) {
      this.#metrics.count('skipped')
      return this.#unreachable(request)
    }
    const span = request.call.span.child(`subgraph ${this.name}`, { 'subgraph.name': this.name })
    const startedAt = performance.now()
    let outcome: CallOutcome = 'answered'
    try {
      const answer = await this.#send(request, span.traceparent)
      // The central one says in its own words, with 503, what it lacks; of any other that is no answer.
      const result = readResult(answer, this.#options.isCentral)
      if (result === null) throw new NoAnswer('refused', false, `status ${answer.status} without a GraphQL result`)
      this.#breaker.succeeded()
      this.#isUntrusted = false
      return result
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      outcome = error.reason
      if (error.reason === 'gone') throw error
      this.#isUntrusted = error.reason === 'untrusted'
      if (!this.#options.isCentral) this.#breaker.failed(error.reason === 'timeout' ? 'timeout' : 'other')
      return this.#unreachable(request, error)
    } finally {
      span.end(outcome === 'answered' ? undefined : outcome)
      this.#metrics.count(outcome)
      this.#metrics.took(performance.now() - startedAt)
    }
  }

  /** The headers of every request to this subgraph, streams included. */
  async headers(
    signing: Signing,
    call: { requestId: string; traceparent: string; supergraphVersion: string },
    body: string,
  ) {
    const authorization = `Bearer ${await this.#parts.signCaller(signing, this.name)}`
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization,
      [proofHeader]: this.#prove({ authorization, body }),
      [protocolHeaders.requestId]: call.requestId,
      [protocolHeaders.traceparent]: call.traceparent,
      [protocolHeaders.supergraphVersion]: call.supergraphVersion,
    }
    if (this.address.relayed) headers[protocolHeaders.internalSecret] = this.#parts.internalSecret.reveal()
    return headers
  }

  async #send(request: SubgraphRequest, traceparent: string): Promise<Answer> {
    const { plan, variables, operationName, supergraphVersion, call } = request
    const body = JSON.stringify({ query: plan.text, variables, operationName })
    const place = { requestId: call.requestId, traceparent, supergraphVersion }
    const headers = await this.headers(call, place, body)
    if (plan.kind !== 'query') return this.#change(body, headers)
    if (!request.mayJoin) return this.#read(body, headers, call.signal)
    // Whoever asks the same at the same time with the same rights gets the same answer.
    const key = `${call.identity.key}\n${supergraphVersion}\n${body}`
    return this.#inFlight.share(key, call.signal, (signal) => this.#read(body, headers, signal))
  }

  async #read(body: string, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
    try {
      return await this.#post(body, headers, signal)
    } catch (error) {
      // A kept connection may be closed by the other side just as it is used again; a read may simply be repeated.
      if (!(error instanceof NoAnswer) || !error.beforeAnswer || !isBroken(error.cause)) throw error
      return this.#post(body, headers, signal)
    }
  }

  /** A change that was sent is carried through, even if whoever asked for it has left meanwhile. */
  async #change(body: string, headers: Record<string, string>): Promise<Answer> {
    try {
      return await this.#post(body, headers, new AbortController().signal)
    } finally {
      this.#parts.changed()
    }
  }

  #post(
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    timeoutMs = this.#options.timeoutMs,
  ): Promise<Answer> {
    return post(this.#parts.pools.requests(this.address), {
      path: this.address.path,
      headers,
      body,
      signal,
      timeoutMs,
      maxBytes: this.#options.maxAnswerBytes,
    })
  }

  #unreachable({ plan, variables }: SubgraphRequest, cause?: NoAnswer): ExecutionResult {
    if (this.#options.isCentral) {
      // Nothing at all can be answered, so this one is an error of ours: masked, logged, and with a status of its own.
      throw new GraphQLError('The registry does not answer.', {
        originalError: cause ?? null,
        extensions: { code: 'REGISTRY_UNREACHABLE', http: { status: 503 } },
      })
    }
    if (this.#isUntrusted) {
      return failedPart(plan, variables, {
        message: `Who answers for the cluster ${this.name} cannot be trusted, so it was asked nothing: the key or certificate is not the one that is expected. What it knows is missing here; everything else is complete.`,
        extensions: { code: 'CLUSTER_UNTRUSTED', cluster: this.name },
      })
    }
    return failedPart(plan, variables, {
      message: `The cluster ${this.name} does not answer. What it knows is missing here; everything else is complete.`,
      extensions: { code: 'CLUSTER_UNREACHABLE', cluster: this.name },
    })
  }

  async #probe(signal: AbortSignal): Promise<boolean> {
    const identity = anonymousIdentity
    const call = { requestId: 'probe', traceparent: '', supergraphVersion: '' }
    const body = '{"query":"{__typename}"}'
    const { traceparent: _, ...headers } = await this.headers({ identity, source: null }, call, body)
    try {
      const limitMs = Math.min(probeLimitMs, this.#options.timeoutMs)
      const answer = await this.#post(body, headers, signal, limitMs)
      return readResult(answer) !== null
    } catch (error) {
      if (error instanceof NoAnswer) return false
      throw error
    }
  }
}

function isBroken(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
}

/** A GraphQL result; null for anything else that came: a failure of the server, a page of a proxy, an empty body. */
function readResult(answer: Answer, maySayAway = false): ExecutionResult | null {
  if (answer.status >= 500 && !(maySayAway && answer.status === 503)) return null
  let value: unknown
  try {
    value = JSON.parse(answer.text)
  } catch {
    return null // Told apart from a result by the caller, who reports it.
  }
  if (typeof value !== 'object' || value === null) return null
  const { data, errors } = value as { data?: unknown; errors?: unknown }
  if (errors !== undefined && !Array.isArray(errors)) return null
  if (data === undefined && errors === undefined) return null
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) return null
  return value
}
