import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

const derive = promisify(pbkdf2)
const iterations = 4096

/**
 * What PostgreSQL keeps of a password (RFC 5803). Computed here so that the password itself is in no statement and
 * no server log. Our passwords are letters and digits, so no normalisation (SASLprep) changes them.
 */
export async function scramVerifier(password: Secret, salt: Buffer = randomBytes(16)): Promise<string> {
  const salted = await derive(password.reveal(), salt, iterations, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  const storedKey = createHash('sha256').update(clientKey).digest('base64')
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
