import { describe, expect, test } from 'vitest'
import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { accessOf, type AccessRules } from './access.ts'
import { roles, type Role } from './roles.ts'
import { decide, type ProjectPermission, type Standing } from './table.ts'

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
const nobody = { role: null, isOperator: false, isAuditor: false, isDeleted: false }
const allowedTo = (role: Role | null, more: Partial<Standing> = {}) =>
  everything.filter((right) => decide({ ...nobody, role, ...more }, right).allowed)

describe('the table of rights', () => {
  test.each([
    ['an owner may do everything', 'owner', everything],
    ['an admin may do all but own', 'admin', everything.filter((right) => right !== 'own')],
    ['a developer may change and deploy', 'developer', ['read', 'deploy', 'edit', 'setSecrets']],
    ['a viewer may read', 'viewer', ['read']],
    ['anybody else may do nothing', null, []],
  ] as const)('%s', (_, role, expected) => {
    expect(allowedTo(role)).toEqual(expected)
  })

  test('a wider role may do whatever a narrower one may', () => {
    const counts = roles.map(
      (role) => new Set(roles.slice(roles.indexOf(role)).flatMap((each) => allowedTo(each))).size,
    )
    expect(counts).toEqual(roles.map((role) => allowedTo(role).length))
  })

  test('a deleted project stays readable to its last admins, who may deal with what is retained', () => {
    expect(allowedTo('admin', { isDeleted: true })).toEqual(['read', 'removeData', 'readAudit'])
    expect(allowedTo('developer', { isDeleted: true })).toEqual([])
  })

  test('an auditor reads the audit of every project, deleted ones included, and nothing else', () => {
    expect(allowedTo(null, { isAuditor: true })).toEqual(['readAudit'])
    expect(allowedTo(null, { isAuditor: true, isDeleted: true })).toEqual(['readAudit'])
    expect(allowedTo('viewer', { isAuditor: true })).toEqual(['read', 'readAudit'])
  })

  test('a refusal says what is needed and what one has', () => {
    expect(decide({ ...nobody, role: 'viewer' }, 'removeData')).toEqual({
      allowed: false,
      reason: 'This needs the role owner or admin; yours is viewer.',
    })
  })
})

describe('a caller’s access', () => {
  const rules: AccessRules = {
    operators: { emails: ['olga@example.org'], groups: ['ops'] },
    auditors: { emails: ['audrey@example.org'], groups: ['audit'] },
    creators: { groups: ['makers'] },
  }
  const person = (more: Partial<Extract<Caller, { type: 'person' }>> = {}): Caller => ({
    type: 'person',
    subject: 's',
    issuer: 'https://id.example.org',
    email: 'alice@example.org',
    name: 'Alice',
    groups: [],
    ...more,
  })
  const project = { name: 'shop', state: 'VALID' as const }
  const stored = new Map([['shop', 'viewer']])

  test.each([
    ['by address, without case', person({ email: 'Olga@Example.org' }), true],
    ['by group', person({ groups: ['ops'] }), true],
    ['not by an unverified address', person({ email: null }), false],
    ['not without signing in', { type: 'anonymous' }, false],
  ] as const)('an operator is named %s', (_, caller, isOperator) => {
    expect(accessOf(caller as Caller, rules, new Map()).isOperator).toBe(isOperator)
  })

  test.each([
    ['an auditor by address', person({ email: 'Audrey@Example.org' }), true],
    ['an auditor by group', person({ groups: ['audit'] }), true],
    ['an operator', person({ groups: ['ops'] }), true],
    ['nobody else', person(), false],
    ['nobody by an unverified address', person({ email: null }), false],
  ] as const)('reads the audit of the installation: %s', (_, caller, expected) => {
    const access = accessOf(caller, rules, new Map())
    expect(access.toInstallation('readAudit').allowed).toBe(expected)
    expect(access.toInstallation('operate').allowed).toBe(access.isOperator)
  })

  test('a word that is no role gives no right', () => {
    expect(accessOf(person(), rules, new Map([['shop', 'root']])).to('read', project).allowed).toBe(false)
  })

  test.each([
    ['a member of the group', person({ groups: ['makers'] }), true],
    ['nobody else', person(), false],
    ['nobody without a verified address', person({ groups: ['makers'], email: null }), false],
  ] as const)('creates projects: %s', (_, caller, expected) => {
    expect(accessOf(caller, rules, new Map()).toInstallation('createProject').allowed).toBe(expected)
  })

  test('the key is the same for the same rights and another for any difference', () => {
    const key = (caller: Caller, roles: ReadonlyMap<string, string>) => accessOf(caller, rules, roles).key
    expect(key(person(), stored)).toBe(key(person(), new Map(stored)))
    const others = [
      key(person({ subject: 't' }), stored),
      key(person({ groups: ['ops'] }), stored),
      key(person({ groups: ['audit'] }), stored),
      key(person(), new Map([['shop', 'admin']])),
      key(person(), new Map()),
      key({ type: 'anonymous' }, new Map()),
    ]
    expect(new Set([key(person(), stored), ...others]).size).toBe(others.length + 1)
  })
})
