import { PortError, type PortFault } from '../../ports/port-error.ts'
import { noAnswer } from '../no-answer.ts'

const backend = 'object-storage'

/** What a code of the server means for us; the code decides, never the text. */
const faults: Readonly<Record<string, PortFault>> = {
  NoSuchBucket: 'not-found',
  NoSuchKey: 'not-found',
  NoSuchVersion: 'not-found',
  NoSuchUpload: 'not-found',
  NoSuchTagSet: 'not-found',
  NoSuchBucketPolicy: 'not-found',
  NoSuchLifecycleConfiguration: 'not-found',
  XMinioAdminNoSuchUser: 'not-found',
  XMinioAdminNoSuchGroup: 'not-found',
  XMinioAdminNoSuchPolicy: 'not-found',
  XMinioAdminNoSuchQuotaConfiguration: 'not-found',
  AccessDenied: 'refused',
  InvalidAccessKeyId: 'refused',
  SignatureDoesNotMatch: 'refused',
  XMinioIAMActionNotAllowed: 'refused',
  BucketNotEmpty: 'conflict',
  OperationAborted: 'conflict',
  XMinioAdminGroupNotEmpty: 'conflict',
  XMinioIAMPolicyInUse: 'conflict',
  BucketAlreadyExists: 'exists',
  BucketAlreadyOwnedByYou: 'exists',
  XMinioAdminBucketQuotaExceeded: 'quota',
  XMinioStorageFull: 'quota',
  // A refusal of the clock says nothing about the keys, and passes when the clocks agree again.
  RequestTimeTooSkewed: 'unavailable',
  RequestTimeout: 'unavailable',
  SlowDown: 'unavailable',
  SlowDownRead: 'unavailable',
  SlowDownWrite: 'unavailable',
}

/** A refusal by the server, with its own code. */
export class StorageRefusal extends PortError {
  readonly code: string

  constructor(doing: string, code: string, status: number) {
    super(backend, faultOf(code, status), `${doing}: the server answers ${code}.`)
    this.code = code
  }
}

function faultOf(code: string, status: number): PortFault {
  const known = faults[code]
  if (known !== undefined) return known
  if (status >= 500 || status === 429 || status === 408) return 'unavailable'
  if (status === 401 || status === 403) return 'refused'
  return status === 409 ? 'conflict' : 'invalid'
}

/** Whether the server refused with one of these codes. */
export function isRefusal(error: unknown, ...codes: readonly string[]): error is StorageRefusal {
  return error instanceof StorageRefusal && codes.includes(error.code)
}

/** No answer, or one that cannot be the server's: nothing is known then, least of all that something is missing. */
export function unavailable(doing: string, cause: unknown): PortError {
  return noAnswer(backend, doing, cause, `no answer (${codeOf(cause)})`)
}

/** What broke a call on its way. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** `null` where the server says by one of these codes that the thing is not there. */
export async function nullWhen<Value>(work: Promise<Value>, ...codes: readonly string[]): Promise<Value | null> {
  try {
    return await work
  } catch (error) {
    if (isRefusal(error, ...codes)) return null
    throw error
  }
}

/** Takes a refusal by one of these codes for done. */
export async function tolerating(work: Promise<unknown>, ...codes: readonly string[]): Promise<void> {
  await nullWhen(work, ...codes)
}
