import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { LinkAnswer, LinkPayload, LinkQuestion, LinkRequest } from '@operations-manager/schema/link/messages.ts'

type Request<Type extends LinkQuestion['type']> = Extract<LinkRequest, { type: Type }>

/**
 * What this cluster answers, by type of request: one value each, but for logs. Called for each request of the
 * registry; must stop when the signal aborts. Throws `CannotAnswer` for what the asker should read.
 */
export type LinkHandlers = {
  readonly [Type in LinkQuestion['type']]: (
    request: Request<Type>,
    signal: AbortSignal,
  ) => AsyncIterable<LinkPayload<Type>>
}

/** A refusal for the asker; its message holds no secret. Anything else that is thrown is `INTERNAL` and logged. */
export class CannotAnswer extends Error {
  override readonly name = 'CannotAnswer'
  readonly code: string

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

/** Makes a handler of a function that gives one value. */
export function once<Asked, Value>(
  answer: (request: Asked, signal: AbortSignal) => Promise<Value>,
): (request: Asked, signal: AbortSignal) => AsyncIterable<Value> {
  return async function* single(request, signal) {
    yield await answer(request, signal)
  }
}

type JsonPayload = Extract<LinkAnswer, { type: 'next' }>['payload']

const maximumRequests = 64
const maximumBatch = 100

type Deps = {
  readonly handlers: LinkHandlers
  /** Delivers parts of answers; resolves with the ids that nobody waits for any more. */
  readonly send: (answers: readonly LinkAnswer[]) => Promise<readonly string[]>
  readonly log: Log
}

/** Answers the registry's requests side by side; each reads its source only as fast as the registry takes it. */
export class Answers {
  readonly #running = new Map<string, AbortController>()
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Starts to answer; never waits for the answer and never throws. */
  take(request: LinkRequest): void {
    if (request.type === 'stop') {
      this.#running.get(request.id)?.abort()
      return
    }
    const controller = new AbortController()
    const busy = this.#running.size >= maximumRequests
    if (!busy) this.#running.set(request.id, controller)
    const answered = busy
      ? this.#send(controller, [{ type: 'error', id: request.id, code: 'BUSY', message: 'The cluster is busy.' }])
      : this.#answer(request, controller)
    void answered
      .catch((error: unknown) => this.#deps.log.warn({ err: error, type: request.type }, 'an answer got lost'))
      .finally(() => {
        if (!busy) this.#running.delete(request.id)
      })
  }

  /** Says that a request cannot be understood here, so that nobody waits for its answer. */
  refuse(id: string | undefined): void {
    if (id === undefined) return
    const message = 'This cluster does not know such a request; its backend may be older than the registry.'
    void this.#deps
      .send([{ type: 'error', id, code: 'NOT_SUPPORTED', message }])
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'an answer got lost'))
  }

  /** The connection is gone: stop everything. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort()
  }

  async #answer(request: Exclude<LinkRequest, { type: 'stop' }>, controller: AbortController): Promise<void> {
    const limits = [controller.signal, ...(request.type === 'graphql' ? [AbortSignal.timeout(request.deadlineMs)] : [])]
    const signal = AbortSignal.any(limits)
    try {
      await this.#pump(request.id, this.#open(request, signal), controller)
      await this.#send(controller, [{ type: 'complete', id: request.id }])
    } catch (error) {
      if (controller.signal.aborted) return
      await this.#send(controller, [this.#errorOf(request, error, signal)])
    }
  }

  #open(
    request: Exclude<LinkRequest, { type: 'stop' }>,
    signal: AbortSignal,
  ): AsyncIterable<LinkPayload<LinkQuestion['type']>> {
    const { handlers } = this.#deps
    switch (request.type) {
      case 'graphql':
        return handlers.graphql(request, signal)
      case 'logs':
        return handlers.logs(request, signal)
      case 'reseal':
        return handlers.reseal(request, signal)
      case 'reset-sign-in':
        return handlers['reset-sign-in'](request, signal)
      case 'orphan':
        return handlers.orphan(request, signal)
      default:
        return request satisfies never
    }
  }

  /** While a delivery is under way the next ones are gathered, but no more than one delivery holds. */
  async #pump(
    id: string,
    source: AsyncIterable<LinkPayload<LinkQuestion['type']>>,
    controller: AbortController,
  ): Promise<void> {
    let gathered: LinkAnswer[] = []
    let sending: Promise<void> | null = null
    const flush = async (): Promise<void> => {
      while (gathered.length > 0) {
        const batch = gathered
        gathered = []
        await this.#send(controller, batch)
      }
      sending = null
    }
    for await (const payload of source) {
      if (controller.signal.aborted) return
      gathered.push({ type: 'next', id, payload: payload as JsonPayload }) // the details of a problem are plain data
      if (sending === null) {
        sending = flush()
        sending.catch(() => controller.abort())
      } else if (gathered.length >= maximumBatch) await sending
    }
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- set in the loop, which the compiler cannot see
    if (sending !== null) await sending
  }

  async #send(controller: AbortController, answers: readonly LinkAnswer[]): Promise<void> {
    const gone = await this.#deps.send(answers)
    if (answers.some(({ id }) => gone.includes(id))) controller.abort()
  }

  #errorOf(request: LinkRequest, error: unknown, signal: AbortSignal): LinkAnswer {
    const { id } = request
    if (error instanceof CannotAnswer) return { type: 'error', id, code: error.code, message: error.message }
    if (signal.aborted) {
      return { type: 'error', id, code: 'DEADLINE_EXCEEDED', message: 'The cluster did not answer in time.' }
    }
    this.#deps.log.error({ err: error, type: request.type, id }, 'a request of the registry failed')
    return { type: 'error', id, code: 'INTERNAL', message: 'The cluster could not answer; its log says why.' }
  }
}
