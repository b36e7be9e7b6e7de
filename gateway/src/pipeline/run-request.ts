import { HeaderMap, type ApolloServer } from '@apollo/server'
import type { ExecutionResult, GraphQLFormattedError } from 'graphql'
import type { AdmittedSubscription, Call } from './call.ts'

/** What Apollo Server carries along with a request. */
export type RequestContext = { readonly call: Call }

/** An operation as a client of a streaming transport sends it. */
export type OperationRequest = {
  readonly query?: string | undefined
  readonly operationName?: string | undefined
  readonly variables?: Record<string, unknown> | undefined
  readonly extensions?: Record<string, unknown> | undefined
  /** Came in a URL, so it may only read. */
  readonly isGet?: boolean
}

export type RunResult =
  | { readonly type: 'result'; readonly result: FormattedResult }
  | { readonly type: 'subscription'; readonly admitted: AdmittedSubscription }

export type FormattedResult = {
  readonly data?: ExecutionResult['data']
  readonly errors?: readonly GraphQLFormattedError[]
  readonly extensions?: Record<string, unknown>
}

/** Runs an operation of a streaming transport through the same pipeline as HTTP. */
export type RunRequest = (request: OperationRequest, call: Omit<Call, 'stream'>) => Promise<RunResult>

export function createRunRequest(apollo: ApolloServer<RequestContext>): RunRequest {
  return async (request, call) => {
    const stream = { admitted: null as AdmittedSubscription | null }
    const response = await apollo.executeOperation(withoutAbsent(request), {
      contextValue: { call: { ...call, stream } },
    })
    if (stream.admitted !== null) return { type: 'subscription', admitted: stream.admitted }
    if (response.body.kind !== 'single') throw new Error('an operation was answered in parts, which nobody asked for')
    return { type: 'result', result: response.body.singleResult }
  }
}

function withoutAbsent({ query, operationName, variables, extensions, isGet }: OperationRequest) {
  return {
    ...(isGet === true ? { http: { method: 'GET', headers: new HeaderMap(), search: '', body: null } } : {}),
    ...(query === undefined ? {} : { query }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined ? {} : { variables }),
    ...(extensions === undefined ? {} : { extensions }),
  }
}
