import { describe, expect, test } from 'vitest'
import { judgeAnswer } from './judge.ts'
import { provedPath } from './step.ts'

describe('an address', () => {
  test.each([
    [200, null, null],
    [204, null, null],
    [302, null, null],
    [401, null, null],
    [403, null, null],
    [404, null, 'ADDRESS_NOT_ROUTED'],
    [405, null, 'ADDRESS_FAILS'],
    [500, null, 'ADDRESS_FAILS'],
    [503, null, 'ADDRESS_FAILS'],
    [404, 404, null],
    [418, 418, null],
    [200, 401, 'ADDRESS_FAILS'],
    [404, 200, 'ADDRESS_NOT_ROUTED'],
  ])('that answers %i while %s is expected gives %s', (status, expected, code) => {
    const verdict = judgeAnswer({ url: 'https://a.example', path: '/', expect: expected }, { type: 'answer', status })
    expect(verdict.problem?.code ?? null).toBe(code)
    expect(verdict.answered).toBe(true)
  })

  test('that does not answer fails, and is not called answered', () => {
    const wish = { url: 'https://a.example', path: '/', expect: null }
    const verdict = judgeAnswer(wish, { type: 'no-answer', reason: 'the name is unknown' })
    expect(verdict).toMatchObject({ answered: false, problem: { code: 'ADDRESS_FAILS' } })
  })

  test('whose certificate is not to be trusted is nothing that the application could mend', () => {
    const wish = { url: 'https://a.example', path: '/', expect: null }
    const certificate = 'certificate-expired'
    const verdict = judgeAnswer(wish, { type: 'no-answer', reason: 'its certificate is no longer valid', certificate })
    expect(verdict).toMatchObject({ answered: false, problem: { code: 'CERTIFICATE_EXPIRED', fault: 'PLATFORM' } })
  })
})

test.each([
  ['/', null, false, '/'],
  ['/', '/healthz', false, '/healthz'],
  ['/shop', null, false, '/shop'],
  ['/shop', '/healthz', false, '/shop'],
  ['/shop', '/shop/healthz', false, '/shop/healthz'],
  ['/shop', '/healthz', true, '/shop/healthz'],
  ['/shop', '/shopping', false, '/shop'],
])('published at %s with health at %s (prefix taken off: %s) is opened at %s', (path, health, stripPath, expected) => {
  const publish = { port: 'http', path, stripPath, hosts: [] }
  expect(provedPath({ publish, health: { path: health, expect: null, deadlineSeconds: null } })).toBe(expected)
})
