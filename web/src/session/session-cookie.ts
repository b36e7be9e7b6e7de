import { z } from 'zod'
import { services } from './services.ts'

/** The session's id in a cookie's value; `null` if there is none that we sealed. */
export async function sessionIdIn(cookie: string | undefined): Promise<string | null> {
  if (cookie === undefined) return null
  return services().sealer.open('session-cookie', cookie, 'session', z.string())
}
