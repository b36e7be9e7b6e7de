import { hkdfSync } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import type { z } from 'zod'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

/** What a sealed text is for. Each purpose has a key of its own, so one is never taken for another. */
export type Purpose = 'session-cookie' | 'sign-in-cookie' | 'tokens'

export type SealOptions = {
  /** What the text belongs to; it opens for nothing else. */
  readonly about: string
  /** After this it does not open any more. */
  readonly seconds?: number
}

/** Encrypts and signs what leaves this program: JWE with AES-256-GCM. */
export type Sealer = {
  seal(purpose: Purpose, value: unknown, options: SealOptions): Promise<string>
  /** The value, or `null` if the text is not ours, is about something else, is too old, or was changed. */
  open<Shape extends z.ZodType>(
    purpose: Purpose,
    sealed: string,
    about: string,
    shape: Shape,
  ): Promise<z.output<Shape> | null>
}

export function createSealer(key: Secret): Sealer {
  const keyFor = (purpose: Purpose): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key.reveal(), '', `operations-manager web ${purpose}`, 32))
  const keys: Readonly<Record<Purpose, Uint8Array>> = {
    'session-cookie': keyFor('session-cookie'),
    'sign-in-cookie': keyFor('sign-in-cookie'),
    tokens: keyFor('tokens'),
  }
  return {
    seal(purpose, value, { about, seconds }) {
      const jwt = new EncryptJWT({ value }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setSubject(about)
      return (seconds === undefined ? jwt : jwt.setExpirationTime(`${seconds} s`)).encrypt(keys[purpose])
    },
    async open(purpose, sealed, about, shape) {
      try {
        const { payload } = await jwtDecrypt(sealed, keys[purpose], {
          subject: about,
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return shape.safeParse(payload['value']).data ?? null
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}
