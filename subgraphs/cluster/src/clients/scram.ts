import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

const derive = promisify(pbkdf2)
const iterations = 4096
const form = /^SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)$/

/**
 * What PostgreSQL keeps of a password (RFC 5803). Computed here so that the password itself is in no statement and
 * no server log. Our passwords are letters and digits, so no normalisation (SASLprep) changes them.
 */
export async function scramVerifier(password: Secret, salt: Buffer = randomBytes(16)): Promise<string> {
  const { storedKey, serverKey } = await keysOf(password, salt, iterations)
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey.toString('base64')}:${serverKey.toString('base64')}`
}

/** Whether a kept verifier is of this password. */
export async function isVerifierOf(verifier: string, password: Secret): Promise<boolean> {
  const [, rounds, salt, stored] = form.exec(verifier) ?? []
  if (rounds === undefined || salt === undefined || stored === undefined) return false
  const { storedKey } = await keysOf(password, Buffer.from(salt, 'base64'), Number(rounds))
  const kept = Buffer.from(stored, 'base64')
  return kept.length === storedKey.length && timingSafeEqual(kept, storedKey)
}

async function keysOf(
  password: Secret,
  salt: Buffer,
  rounds: number,
): Promise<{ storedKey: Buffer; serverKey: Buffer }> {
  const salted = await derive(password.reveal(), salt, rounds, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  return {
    storedKey: createHash('sha256').update(clientKey).digest(),
    serverKey: createHmac('sha256', salted).update('Server Key').digest(),
  }
}
