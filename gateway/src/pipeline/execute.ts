import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { ExecutionResult } from 'graphql'
import type { Metrics } from '../front/metrics.ts'
import { admit, VariableErrors, type AdmitOptions, type CheckedRequest } from './admit.ts'
import type { Call } from './call.ts'
import { internalError, maskErrors } from './mask.ts'
import type { Rates } from './rates.ts'
import { overLimit, Refusal } from './refusal.ts'
import { objectsIn } from './shape.ts'

export type PipelineOptions = AdmitOptions & { readonly rates: Rates; readonly log: Log; readonly metrics: Metrics }

/**
 * The one way from a validated operation to its result, for every transport: limits, execution within the time,
 * cost, masking. A subscription is not executed but put where the transport asked for it.
 */
export async function execute(request: CheckedRequest, call: Call, options: PipelineOptions): Promise<ExecutionResult> {
  const { metrics } = options
  const kind = kindOf(request)
  const startedAt = performance.now()
  const result = await answer(request, call, options)
  const outcome = result.errors === undefined ? 'ok' : result.data === undefined ? 'refused' : 'errors'
  metrics.requests.inc({ transport: call.transport, kind, outcome })
  metrics.requestSeconds.observe({ transport: call.transport, kind }, (performance.now() - startedAt) / 1000)
  return result
}

async function answer(request: CheckedRequest, call: Call, options: PipelineOptions): Promise<ExecutionResult> {
  const where = { requestId: call.requestId, log: options.log }
  try {
    const admitted = admit(request, call, options)
    options.rates.spend(call, admitted.cost)
    if (kindOf(request) === 'subscription') return handOver(admitted, call)
    const result = await options.rates.run(call, () => executed(admitted, call, options.limits.timeMs))
    // Nobody reads this any more, and what broke off because of that is no error of ours.
    if (call.signal.aborted) return { data: null }
    const cost = { requested: admitted.cost, returned: objectsIn(result.data), limit: options.limits.cost }
    return {
      // Execution began, so there is `data`, even where all of it failed.
      data: result.data ?? null,
      ...(result.errors === undefined ? {} : { errors: maskErrors(result.errors, where) }),
      extensions: { cost },
    }
  } catch (error) {
    if (error instanceof VariableErrors) return { errors: error.errors }
    if (error instanceof Refusal) return { errors: [error] }
    if (call.signal.aborted) return { data: null }
    options.log.error({ requestId: call.requestId, err: error }, 'an operation failed')
    return { errors: [internalError(call.requestId, undefined, { status: 500 })] }
  }
}

function executed(
  { generation, document, operation, variables }: CheckedRequest,
  call: Call,
  limitMs: number,
): Promise<ExecutionResult> {
  return withinTime(call, limitMs, (timed) =>
    generation.execute({ document, operation, variables, call: timed, step: { type: 'none' } }),
  )
}

function kindOf({ operation }: CheckedRequest): 'query' | 'mutation' | 'subscription' {
  return operation.operation
}

function handOver(request: CheckedRequest, call: Call): ExecutionResult {
  if (call.stream === null) {
    throw new Refusal(
      'BAD_REQUEST',
      405,
      'A subscription needs a stream. Send `accept: text/event-stream`, or use the WebSocket protocol graphql-transport-ws.',
    )
  }
  const { source, operation, variables } = request
  call.stream.admitted = { source, operationName: operation.name?.value ?? null, variables }
  return { data: null }
}

async function withinTime<Result>(call: Call, limitMs: number, run: (call: Call) => Promise<Result>): Promise<Result> {
  const end = new AbortController()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(overLimit('timeMs', limitMs, limitMs, 'Ask for less at once, or wait for it in steps.'))
    end.abort()
  }, limitMs)
  const leave = (): void => end.abort()
  call.signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([run({ ...call, signal: end.signal }), late])
  } finally {
    clearTimeout(timer)
    call.signal.removeEventListener('abort', leave)
  }
}
