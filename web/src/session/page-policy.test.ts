import { expect, test } from 'vitest'
import { contentSecurityPolicy, pageHeaders, type PagePolicyOptions } from './page-policy.ts'

const options: PagePolicyOptions = {
  nonce: 'abc',
  publicUrl: new URL('https://om.example'),
  issuer: new URL('https://login.example/realms/staff'),
  isDevelopment: false,
  path: '/projects',
}

const directive = (policy: string, name: string): string =>
  policy
    .split('; ')
    .find((one) => one.startsWith(`${name} `))
    ?.slice(name.length + 1) ?? ''

test('scripts run only if this answer names them, on every page', () => {
  for (const path of ['/', '/projects', '/playground']) {
    const scripts = directive(contentSecurityPolicy({ ...options, path }), 'script-src')
    expect(scripts).toContain("'nonce-abc'")
    expect(scripts).not.toMatch(/unsafe/)
  }
})

test('nothing comes from another origin, and forms lead nowhere but to us and to the provider', () => {
  const policy = contentSecurityPolicy(options)
  expect(policy.match(/https?:\/\/[^ ;]+/g)).toEqual(['https://login.example'])
  expect(directive(policy, 'form-action')).toBe("'self' https://login.example")
  expect(directive(policy, 'frame-ancestors')).toBe("'none'")
})

test('only the playground adds style sheets without a nonce', () => {
  expect(directive(contentSecurityPolicy(options), 'style-src-elem')).toBe("'self' 'nonce-abc'")
  expect(directive(contentSecurityPolicy({ ...options, path: '/playground' }), 'style-src-elem')).toContain(
    'unsafe-inline',
  )
})

test('only the playground has fonts inside of its style sheets', () => {
  expect(directive(contentSecurityPolicy(options), 'font-src')).toBe("'self'")
  expect(directive(contentSecurityPolicy({ ...options, path: '/playground' }), 'font-src')).toBe("'self' data:")
})

test('browsers are told to come back encrypted only where they came encrypted', () => {
  expect(pageHeaders(options)['strict-transport-security']).toBeDefined()
  const local = { ...options, publicUrl: new URL('http://127.0.0.1:3000') }
  expect(pageHeaders(local)['strict-transport-security']).toBeUndefined()
})
