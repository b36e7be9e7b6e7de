import { expect, test } from 'vitest'
import { z } from 'zod'
import { jsonField, portField, secretField } from './fields.ts'
import { ConfigError, readConfig } from './read-config.ts'

const Settings = z.object({
  PORT: portField,
  TOKEN: secretField,
  KEY: jsonField(z.object({ kty: z.string() })),
  NAME: z.string().default('x'),
})

test('what is given is parsed, and an empty variable counts as absent', () => {
  const config = readConfig(Settings, { PORT: '4000', TOKEN: 'hidden', KEY: '{"kty":"OKP"}', NAME: '' })
  expect({ ...config, TOKEN: config.TOKEN.reveal() }).toEqual({
    PORT: 4000,
    TOKEN: 'hidden',
    KEY: { kty: 'OKP' },
    NAME: 'x',
  })
})

test('every fault is told at once, and no value of a secret', () => {
  const read = (): unknown => readConfig(Settings, { PORT: '70000', KEY: '{"kty":' })
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(/PORT[\s\S]*KEY|KEY[\s\S]*PORT/)
  expect(read).toThrow(/TOKEN/)
})

test('a secret setting prints as nothing', () => {
  const { TOKEN } = readConfig(Settings, { PORT: '1', TOKEN: 'hidden', KEY: '{"kty":"OKP"}' })
  expect(`${String(TOKEN)} ${JSON.stringify({ TOKEN })}`).toBe('[redacted] {"TOKEN":"[redacted]"}')
})
