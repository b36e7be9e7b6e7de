import { problemCodes, type ProblemCode } from '@operations-manager/schema/problems/codes.ts'

/** The cluster holds no link to any replica at the moment. Nothing was asked of it, or its answer broke off. */
export class ClusterAway extends Error {
  override readonly name = 'ClusterAway'
  readonly code = 'CLUSTER_UNREACHABLE'
  readonly cluster: string

  constructor(cluster: string, options: { cause?: unknown } = {}) {
    super(`The cluster "${cluster}" cannot be reached. What is wished there waits until it is back.`, options)
    this.cluster = cluster
  }
}

/** The cluster answered that it cannot: `BUSY`, `DEADLINE_EXCEEDED`, `NOT_FOUND`, `INTERNAL` or a code of the request. */
export class ClusterCannotAnswer extends Error {
  override readonly name = 'ClusterCannotAnswer'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** What to tell a caller of it. */
export function problemCodeOf({ code }: ClusterCannotAnswer): ProblemCode {
  if (code === 'NOT_SUPPORTED') return 'CLUSTER_INCOMPATIBLE'
  return Object.hasOwn(problemCodes, code) ? (code as ProblemCode) : 'BACKEND_REFUSED' // a key of the table
}
