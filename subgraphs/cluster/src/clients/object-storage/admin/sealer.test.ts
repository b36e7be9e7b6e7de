import { argon2Sync, createCipheriv, createDecipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createSealer } from './sealer.ts'

const password = "the caller's own secret"

/** What the server does with a sealed body, written apart from what seals it. */
function unseal(sealed: Buffer, by = password): string {
  const [salt, algorithm, nonce, chunk] = [
    sealed.subarray(0, 32),
    sealed[32],
    sealed.subarray(33, 41),
    sealed.subarray(41),
  ]
  expect(algorithm).toBe(0)
  const key = argon2Sync('argon2id', {
    message: Buffer.from(by),
    nonce: salt,
    parallelism: 4,
    tagLength: 32,
    memory: 65_536,
    passes: 1,
  })
  const at = (position: number) => Buffer.concat([nonce, Buffer.from([position, 0, 0, 0])])
  const opened = createDecipheriv('aes-256-gcm', key, at(1), { authTagLength: 16 })
  opened.setAAD(Buffer.concat([Buffer.from([0x80]), emptyTag(key, at(0))]))
  opened.setAuthTag(chunk.subarray(-16))
  return Buffer.concat([opened.update(chunk.subarray(0, -16)), opened.final()]).toString('utf8')
}

function emptyTag(key: Buffer, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.final()
  return cipher.getAuthTag()
}

function parts(sealed: Buffer): { salt: string; nonce: string } {
  return { salt: sealed.subarray(0, 32).toString('hex'), nonce: sealed.subarray(33, 41).toString('hex') }
}

// Sealed by the server's own library (madmin-go 3.0.109) with the password above.
test.each([
  [
    'nothing',
    '',
    '54468e6c43b4c83e08d62ef0d4da6583b6fb62d34bb4c24e6121ea931947368f008786b599ce59c46190c6e2d3035b477b40b01e209fc57ce8',
  ],
  [
    'a user',
    '{"secretKey":"a secret of somebody","status":"enabled"}',
    '7113e8de54e464ccc35f83d34f518f3f3ab43c8edf83ebb3cf4a80a2e8846b0000bc687b4069dac882f65632766f8ea21a4c5fda3af136e674f9bef21e80f12b46c9e2992f3ff28ad5e1c15b35f38903946bb9360e3b727846ae5038d29f0bd6e222fedb05462aa52e55153e9d789a2a',
  ],
])("seals %s as the server's own library does", async (_what, plain, hex) => {
  const known = Buffer.from(hex, 'hex')
  const given = [known.subarray(0, 32), known.subarray(33, 41)]
  const sealer = createSealer(new Secret(password), () => given.shift()!)
  expect((await sealer.seal(Buffer.from(plain))).toString('hex')).toBe(hex)
})

test('what is sealed is read with the same password and no other', async () => {
  const sealed = await createSealer(new Secret(password)).seal(Buffer.from('{"a":"ü"}'))
  expect(unseal(sealed)).toBe('{"a":"ü"}')
  expect(() => unseal(sealed, 'another')).toThrow(/authenticate/)
  sealed[sealed.length - 1]! ^= 1
  expect(() => unseal(sealed)).toThrow(/authenticate/)
})

test('no nonce meets the same key twice, also where bodies are sealed side by side', async () => {
  const sealer = createSealer(new Secret(password))
  const sealed = await Promise.all(Array.from({ length: 50 }, (_, index) => sealer.seal(Buffer.from(`${index}`))))
  expect(new Set(sealed.map((one) => parts(one).salt)).size).toBe(1)
  expect(new Set(sealed.map((one) => parts(one).nonce)).size).toBe(50)
  expect(sealed.slice(0, 3).map((one) => unseal(one))).toEqual(['0', '1', '2'])
})

test('two sealers of one account share no key', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(() => createSealer(new Secret(password)).seal(Buffer.from('the same'))),
  )
  expect(parts(one!).salt).not.toBe(parts(other!).salt)
})

test('more than one chunk is refused', async () => {
  await expect(createSealer(new Secret(password)).seal(Buffer.alloc(16_385))).rejects.toThrow(RangeError)
})
