import { MockAgent } from 'undici'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { tokenSource } from './token.ts'

const origin = 'http://identity.example'
const path = '/token'
const account = { clientId: 'operations-manager', clientSecret: new Secret('the-account-secret') }

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Tokens that live a minute, of a server that answers each request in turn. */
function over(...answers: readonly { readonly status: number; readonly body: object }[]) {
  const dispatcher = new MockAgent()
  dispatcher.disableNetConnect()
  const asked: number[] = []
  for (const { status, body } of answers)
    dispatcher
      .get(origin)
      .intercept({ path, method: 'POST' })
      .reply(() => {
        asked.push(Math.round(performance.now() / 1_000))
        return { statusCode: status, data: JSON.stringify(body) }
      })
  const began = Math.round(performance.now() / 1_000)
  const tokens = tokenSource(`${origin}${path}`, account, { dispatcher, timeoutMs: 1_000 })
  return {
    tokens,
    askedAt: () => asked.map((at) => at - began),
    unasked: () => dispatcher.pendingInterceptors().length,
  }
}
const given = (token: string) => ({ status: 200, body: { access_token: token, expires_in: 60 } })
const trouble = { status: 500, body: { error: 'unknown_error' } }

test('a token that was used is replaced before its end, and no call waits for the next one', async () => {
  const { tokens, askedAt } = over(given('first'), given('second'))
  expect(await tokens.read()).toBe('first')
  await vi.advanceTimersByTimeAsync(39_000)
  expect(await tokens.read()).toBe('first')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(askedAt()).toEqual([0, 40])
  expect(await tokens.read()).toBe('second')
})

test('a token that nobody used is not replaced until somebody needs one', async () => {
  const { tokens, askedAt } = over(given('first'), given('second'), given('third'))
  await tokens.read()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(askedAt()).toEqual([0, 40])
  expect(await tokens.read()).toBe('third')
})

test('a server in trouble is asked again by the call that needs a token, and that call says so', async () => {
  const { tokens } = over(given('first'), trouble, trouble, given('second'))
  await tokens.read()
  await vi.advanceTimersByTimeAsync(41_000)
  expect(await tokens.read()).toBe('first')
  await vi.advanceTimersByTimeAsync(15_000)
  await expect(tokens.read()).rejects.toMatchObject({ fault: 'unavailable' })
  expect(await tokens.read()).toBe('second')
})

test('what is closed asks for nothing more', async () => {
  const { tokens, unasked } = over(given('first'), given('second'))
  await tokens.read()
  tokens.close()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(unasked()).toBe(1)
})
