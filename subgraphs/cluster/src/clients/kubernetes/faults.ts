import { z } from 'zod'
import { PortError, type PortFault } from '../../ports/port-error.ts'

const Status = z.looseObject({
  reason: z.string().nullish(),
  message: z.string().nullish(),
  details: z.looseObject({ causes: z.array(z.looseObject({ reason: z.string().nullish() })).nullish() }).nullish(),
})
type Status = z.infer<typeof Status>

const longest = 1_000

/** The server has forgotten the version, or the place in a list, that was asked for: what is there is listed anew. */
export class Expired extends PortError {}

/** What a refusal of the API server means: by status and reason; its message is only passed on. */
export function faultOfAnswer(code: number, body: string): PortError {
  const status = readStatus(body)
  const message = (status.message ?? `status ${code}`).slice(0, longest)
  if (code === 410) return new Expired('kubernetes', 'unavailable', message)
  return new PortError('kubernetes', faultOf(code, status), message)
}

function faultOf(code: number, status: Status): PortFault {
  switch (code) {
    case 401:
      return 'refused'
    case 403:
      return forbidden(status)
    case 404:
      return 'not-found'
    case 409:
      return status.reason === 'AlreadyExists' ? 'exists' : 'conflict'
    case 400:
    case 413:
    case 415:
    case 422:
      return 'invalid'
    case 500:
      return unreadable.test(status.message ?? '') ? 'invalid' : 'unavailable'
    default:
      return 'unavailable'
  }
}

/** How server-side apply answers what it cannot read: as a failure of its own, without a reason. */
const unreadable =
  /field not declared in schema|unknown field|failed to convert new object|failed to create typed patch/

/** One status for three things: no right, no quota left, and a namespace that is being deleted. */
function forbidden(status: Status): PortFault {
  if (status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) return 'conflict'
  return /exceeded quota/.test(status.message ?? '') ? 'quota' : 'refused'
}

function readStatus(body: string): Status {
  try {
    const parsed = Status.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {} // a proxy in between answers HTML
    throw error
  }
}
