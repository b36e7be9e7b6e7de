import { expect, test } from 'vitest'
import { z } from 'zod'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { createSealer } from './seal.ts'

const sealer = createSealer(new Secret('a key of the test, long enough for it'))

test('what was sealed opens again, and shows nothing before', async () => {
  const sealed = await sealer.seal('tokens', { access: 'hidden' }, { about: 'session-1' })
  expect(sealed).not.toContain('hidden')
  expect(Buffer.from(sealed, 'base64').toString()).not.toContain('hidden')
  expect(await sealer.open('tokens', sealed, 'session-1', z.object({ access: z.string() }))).toEqual({
    access: 'hidden',
  })
})

test.each([
  ['for another purpose', 'session-cookie', 'session-1', (text: string) => text],
  ['about something else', 'tokens', 'session-2', (text: string) => text],
  [
    'after it was changed',
    'tokens',
    'session-1',
    // The last sign but one: some bits of the last one mean nothing.
    (text: string) => `${text.slice(0, -2)}${text.at(-2) === 'A' ? 'B' : 'A'}${text.slice(-1)}`,
  ],
  ['when it is no sealed text', 'tokens', 'session-1', () => 'anything'],
] as const)('it does not open %s', async (_case, purpose, about, change) => {
  const sealed = await sealer.seal('tokens', 'hidden', { about: 'session-1' })
  expect(await sealer.open(purpose, change(sealed), about, z.string())).toBeNull()
})

test('it does not open with another key, or after its time', async () => {
  const other = createSealer(new Secret('another key of the test, long as well'))
  const sealed = await other.seal('tokens', 'hidden', { about: 'x' })
  expect(await sealer.open('tokens', sealed, 'x', z.string())).toBeNull()
  const late = await sealer.seal('tokens', 'hidden', { about: 'x', seconds: -1 })
  expect(await sealer.open('tokens', late, 'x', z.string())).toBeNull()
})
