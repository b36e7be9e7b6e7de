import { argon2, createCipheriv, randomBytes } from 'node:crypto'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'

const saltBytes = 32
const keyBytes = 32
/** One chunk of the format; what we seal is far smaller, so there is only ever one. */
const longest = 16_384
/** The algorithm's number in the format: Argon2id with AES-256-GCM. */
const algorithm = Buffer.from([0x00])
const lastChunk = Buffer.from([0x80])
const nothing = Buffer.alloc(0)

/** Seals bodies for the admin API of MinIO, which reads some of them under its caller's secret key only. */
export type Sealer = { seal(plain: Buffer): Promise<Buffer> }

/**
 * A sealer for one account. Deriving its key takes as long as everything else of a call together, so that is done
 * once, off the event loop, under a salt of this sealer's own; each body then has the next nonce, which is a counter,
 * so no nonce ever meets the same key twice. `random` is another source only where a known result is wanted.
 */
export function createSealer(password: Secret, random: (size: number) => Buffer = randomBytes): Sealer {
  const salt = random(saltBytes)
  let key: Promise<Buffer> | null = null
  let counter = random(8).readBigUInt64LE()
  return {
    seal: async (plain) => {
      if (plain.length > longest) throw new RangeError('this format seals at most 16 KiB in one chunk')
      const nonce = Buffer.alloc(8)
      nonce.writeBigUInt64LE(counter)
      counter = BigInt.asUintN(64, counter + 1n)
      key ??= deriveKey(password, salt)
      return Buffer.concat([salt, algorithm, nonce, sealChunk(await key, nonce, plain)])
    },
  }
}

/** The last chunk vouches for itself as such, and for the stream by the tag of an empty message at position 0. */
function sealChunk(key: Buffer, nonce: Buffer, plain: Buffer): Buffer {
  const stream = sealAt(key, nonce, 0, nothing, nothing)
  return sealAt(key, nonce, 1, Buffer.concat([lastChunk, stream]), plain)
}

function sealAt(key: Buffer, nonce: Buffer, position: number, additional: Buffer, plain: Buffer): Buffer {
  const iv = Buffer.alloc(12)
  nonce.copy(iv)
  iv.writeUInt32LE(position, 8)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(additional)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function deriveKey(password: Secret, salt: Buffer): Promise<Buffer> {
  const parameters = {
    message: Buffer.from(password.reveal(), 'utf8'),
    nonce: salt,
    parallelism: 4,
    tagLength: keyBytes,
    memory: 65_536,
    passes: 1,
  }
  return new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (error, key) => (error === null ? resolve(key) : reject(error))),
  )
}
