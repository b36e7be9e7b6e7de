import { describe, expect, test } from 'vitest'
import { readRegistryConfig, readVerifyConfig } from './config.ts'

const env = {
  DATABASE_URL: 'postgres://localhost/registry',
  REPOSITORY: '/srv/projects.git',
  CALLER_PUBLIC_KEY: '{"kty":"OKP","crv":"Ed25519","x":"abc"}',
  INTERNAL_SECRET: 'between us',
}

describe('the configuration', () => {
  test.each([
    ['a folder is the repository itself', '/srv/projects.git', null],
    ['an address is copied', 'https://git.example.org/projects.git', 'https://git.example.org/projects.git'],
    [
      'credentials are taken out of an address',
      'https://bot:pass@git.example.org/p.git',
      'https://git.example.org/p.git',
    ],
    ['ssh has its own way to write one', 'git@git.example.org:team/p.git', 'git@git.example.org:team/p.git'],
  ])('%s', (_, REPOSITORY, url) => {
    const { git } = readRegistryConfig({ ...env, REPOSITORY })
    expect(git.remote?.url ?? null).toBe(url)
    expect(git.folder === REPOSITORY).toBe(url === null)
  })

  test('operators are compared without case', () => {
    const { access } = readRegistryConfig({ ...env, OPERATOR_EMAILS: 'Olga@Example.org, other@example.org' })
    expect(access.operators.emails).toEqual(['olga@example.org', 'other@example.org'])
    expect(access.creators).toBe('anyone')
  })

  test('auditors are named beside operators, and are compared without case', () => {
    const { access } = readRegistryConfig({
      ...env,
      AUDITOR_EMAILS: 'Audrey@Example.org',
      AUDITOR_GROUPS: 'audit, law',
    })
    expect(access.auditors).toEqual({ emails: ['audrey@example.org'], groups: ['audit', 'law'] })
    expect(access.operators).toEqual({ emails: [], groups: [] })
  })

  test('tells every fault at once', () => {
    expect(() => readRegistryConfig({ ...env, DATABASE_URL: '', PORT: 'x' })).toThrow(/DATABASE_URL[\s\S]*|PORT/)
    expect(() =>
      readRegistryConfig({ ...env, CALLER_PUBLIC_KEY: '{"kty":"OKP","crv":"Ed25519","x":"a","d":"b"}' }),
    ).toThrow(/public/)
  })

  test('shows no secret when it is printed', () => {
    const text = JSON.stringify(readRegistryConfig({ ...env, WEBHOOK_SECRET: 'hook-secret' }))
    for (const secret of ['between us', 'hook-secret', 'localhost/registry']) expect(text).not.toContain(secret)
  })
})

describe('the verification of the audit trail', () => {
  const hash = 'a'.repeat(64)

  test('needs the database, and may be told an end that was noted elsewhere', () => {
    expect(readVerifyConfig([], env)).toMatchObject({ expect: null })
    expect(readVerifyConfig(['--expect', `7:${hash}`], env)).toMatchObject({ expect: { number: 7, hash } })
    expect(() => readVerifyConfig([], {})).toThrow(/DATABASE_URL/)
  })

  test.each([['--expect'], ['--expect', '7'], ['--expect', `7:${hash}x`], [`7:${hash}`], ['--what', `7:${hash}`]])(
    'refuses %s %s',
    (...args) => {
      expect(() => readVerifyConfig(args, env)).toThrow(/Usage/)
    },
  )
})
