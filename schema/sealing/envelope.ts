import { armor, Decrypter, Encrypter } from 'age-encryption'

// Runs in browsers too: nothing here may need Node.

/** Why an envelope could not be opened. `unreadable` is no age file, `not-for-us` has no stanza for our key. */
export type EnvelopeFault = 'unreadable' | 'not-for-us' | 'damaged'

/** Thrown when an envelope cannot be opened; tells neither value nor key. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError'
  readonly fault: EnvelopeFault

  constructor(fault: EnvelopeFault, options: { cause?: unknown } = {}) {
    super(messages[fault], options)
    this.fault = fault
  }
}

const messages = {
  unreadable: 'The sealed value is no age file in ASCII armour. Seal it again.',
  'not-for-us': 'The sealed value was not sealed for this cluster. Seal it again for the present recipients.',
  damaged: 'The sealed value was changed after it was sealed. Seal it again.',
} as const satisfies Record<EnvelopeFault, string>

/** Seals a text so that each recipient (`age1…`) can open it, and nobody else: an age file in ASCII armour. */
export async function sealText(text: string, recipients: readonly string[]): Promise<string> {
  if (recipients.length === 0) throw new Error('a value is sealed for at least one recipient')
  const encrypter = new Encrypter()
  for (const recipient of new Set(recipients)) encrypter.addRecipient(recipient)
  return armor.encode(await encrypter.encrypt(text)).trimEnd()
}

/** Opens an envelope with an identity (`AGE-SECRET-KEY-1…`); throws `EnvelopeError`. */
export async function openText(envelope: string, identity: string): Promise<string> {
  const file = fileOf(envelope)
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    await decrypter.decryptHeader(headerOf(file).bytes)
  } catch (error) {
    throw error instanceof EnvelopeError ? error : new EnvelopeError('not-for-us', { cause: error })
  }
  try {
    return await decrypter.decrypt(file, 'text')
  } catch (error) {
    throw new EnvelopeError('damaged', { cause: error })
  }
}

/**
 * For how many X25519 recipients an envelope is sealed; throws `EnvelopeError` if it is none.
 * (Who they are cannot be seen; a number that differs from the wanted one is wrong for sure.)
 */
export function recipientCount(envelope: string): number {
  const { text } = headerOf(fileOf(envelope))
  return text.split('\n').filter((line) => line.startsWith('-> X25519 ')).length
}

/** True if a text is an age envelope that has at least one recipient with a key. */
export function isEnvelope(text: string): boolean {
  try {
    return recipientCount(text) > 0
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

function fileOf(envelope: string): Uint8Array {
  try {
    return armor.decode(envelope)
  } catch (error) {
    throw new EnvelopeError('unreadable', { cause: error })
  }
}

/** The readable part of an age file: version, one stanza for each recipient, and their authentication code. */
function headerOf(file: Uint8Array): { readonly text: string; readonly bytes: Uint8Array } {
  const text = new TextDecoder('latin1').decode(file)
  const header = /^age-encryption\.org\/v1\n(?:->[^\n]*\n(?:[A-Za-z0-9+/]*\n)*)+--- [A-Za-z0-9+/]+\n/.exec(text)?.[0]
  if (header === undefined) throw new EnvelopeError('unreadable')
  return { text: header, bytes: file.subarray(0, header.length) }
}
