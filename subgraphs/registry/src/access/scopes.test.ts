import { describe, expect, test } from 'vitest'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import type { TokenScopeWord } from '@operations-manager/schema/registry/models.ts'
import { accessOf, type AccessRules, type TokenLimits } from './access.ts'
import { matches, isNamePattern } from './patterns.ts'
import type { ProjectPermission } from './table.ts'

const rules: AccessRules = {
  operators: { emails: ['olga@example.org'], groups: ['ops'] },
  auditors: { emails: [], groups: [] },
  creators: 'anyone',
}
const shop = { name: 'shop', state: 'VALID' as const }
const everything: readonly ProjectPermission[] = [
  'read',
  'deploy',
  'edit',
  'setSecrets',
  'removeData',
  'manageMembers',
  'readAudit',
  'manageTokens',
  'own',
]

const token = (createdBy = 'alice@example.org'): Caller => ({ type: 'token', token: 't', name: 'ci', createdBy })
const limits = (more: Partial<TokenLimits> = {}): TokenLimits => ({
  scopes: ['read'],
  project: null,
  deployments: null,
  ...more,
})
const accessAs = (role: string | null, more: Partial<TokenLimits> = {}, caller = token()) =>
  accessOf(caller, rules, new Map(role === null ? [] : [['shop', role]]), limits(more))
const allowed = (access: ReturnType<typeof accessAs>) => everything.filter((right) => access.to(right, shop).allowed)

describe('what the scope of a token lets through', () => {
  test.each([
    ['read: to read', 'read', ['read']],
    ['deploy: to set images and the like too', 'deploy', ['read', 'deploy']],
    ['operate: to change what runs too', 'operate', ['read', 'deploy', 'edit', 'setSecrets']],
    [
      'admin: all but what is for people',
      'admin',
      ['read', 'deploy', 'edit', 'setSecrets', 'removeData', 'manageMembers', 'readAudit'],
    ],
  ] as const)('%s', (_, scope, expected) => {
    expect(allowed(accessAs('owner', { scopes: [scope] }))).toEqual(expected)
  })

  test.each([
    ['a viewer', 'viewer', ['read']],
    ['a developer', 'developer', ['read', 'deploy', 'edit', 'setSecrets']],
    ['somebody who is no member any more', null, []],
  ] as const)('never more than its maker may: %s', (_, role, expected) => {
    expect(allowed(accessAs(role, { scopes: ['admin'] }))).toEqual(expected)
  })

  test('a refusal names the scope that is missing', () => {
    expect(accessAs('owner', { scopes: ['read'] }).to('edit', shop)).toEqual({
      allowed: false,
      reason: 'This needs a token with the scope operate; this one has read.',
    })
    expect(accessAs('owner', { scopes: ['admin'] }).to('own', shop)).toMatchObject({
      reason: 'No token may do this; sign in.',
    })
  })

  test('of a person: projects and the platform with the scope admin only', () => {
    const may = (scope: TokenScopeWord, email: string) =>
      (['createProject', 'operate', 'createToken'] as const).filter(
        (right) => accessAs(null, { scopes: [scope] }, token(email)).toInstallation(right).allowed,
      )
    expect(may('operate', 'olga@example.org')).toEqual([])
    expect(may('admin', 'olga@example.org')).toEqual(['createProject', 'operate'])
    expect(may('admin', 'alice@example.org')).toEqual(['createProject'])
  })
})

describe('what a token is bound to', () => {
  test('a token of one project knows no other, whatever its maker is', () => {
    const access = accessOf(
      token('olga@example.org'),
      rules,
      new Map([
        ['shop', 'owner'],
        ['garden', 'owner'],
      ]),
      limits({ project: 'shop', scopes: ['admin'] }),
    )
    expect(access.to('read', shop).allowed).toBe(true)
    expect(access.to('read', { name: 'garden', state: 'VALID' }).allowed).toBe(false)
    expect(access.toInstallation('createProject').allowed).toBe(false)
    expect(access.isOperator).toBe(false)
    expect([...access.roles.keys()]).toEqual(['shop'])
  })

  test('an operator’s token of a project has the operator’s rights in it', () => {
    const access = accessAs(null, { project: 'shop', scopes: ['operate'] }, token('olga@example.org'))
    expect(allowed(access)).toEqual(['read', 'deploy', 'edit', 'setSecrets'])
  })

  test('it reaches the deployments that fit a pattern', () => {
    const access = accessAs('owner', { deployments: ['pr-*', 'staging'] })
    const names = ['pr-1', 'pr-', 'staging', 'staging-2', 'production', 'my-pr-1']
    expect(names.filter((name) => access.reachesDeployment(name))).toEqual(['pr-1', 'pr-', 'staging'])
    expect(accessAs('owner').reachesDeployment('production')).toBe(true)
    expect(
      accessAs('owner', { deployments: ['pr-*'], scopes: ['admin'] }).toInstallation('createProject').allowed,
    ).toBe(false)
  })

  test('one that ended may do nothing', () => {
    const access = accessOf(token('olga@example.org'), rules, new Map([['shop', 'owner']]), 'over')
    expect(access).toMatchObject({ isOver: true, email: null, isOperator: false })
    expect(everything.filter((right) => access.to(right, shop).allowed)).toEqual([])
    expect(access.toInstallation('operate').allowed).toBe(false)
  })

  test('its key differs from its maker’s, from another token’s, and with all that it may', () => {
    const keys = [
      accessAs('owner').key,
      accessAs('owner', { scopes: ['admin'] }).key,
      accessAs('owner', { deployments: ['pr-*'] }).key,
      accessAs('admin').key,
      accessAs('owner', {}, { type: 'token', token: 'u', name: 'ci', createdBy: 'alice@example.org' }).key,
      accessOf(token(), rules, new Map([['shop', 'owner']]), 'over').key,
      accessOf(
        { type: 'person', subject: 's', issuer: 'i', email: 'alice@example.org', name: 'Alice', groups: [] },
        rules,
        new Map([['shop', 'owner']]),
      ).key,
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('patterns', () => {
  test.each([
    ['pr-*', 'pr-12', true],
    ['*', 'anything', true],
    ['*-eu', 'shop-eu', true],
    ['*-eu', '-eu', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a*a', 'a', false],
    ['a*ab', 'aab', true],
    ['**', '', true],
    ['pr.*', 'pr-1', false],
    ['repo:example/*:ref:refs/heads/main', 'repo:example/shop:ref:refs/heads/main', true],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected)
  })

  test('a long text and many stars take no time', () => {
    expect(matches(`${'a*'.repeat(60)}b`, 'a'.repeat(10_000))).toBe(false)
  })

  test.each([
    ['pr-*', true],
    ['production', true],
    ['*', true],
    ['', false],
    ['-x', false],
    ['Prod', false],
    ['pr-.*', false],
    ['a'.repeat(64), false],
  ])('"%s" can be a pattern of names: %s', (text, expected) => {
    expect(isNamePattern(text)).toBe(expected)
  })
})
