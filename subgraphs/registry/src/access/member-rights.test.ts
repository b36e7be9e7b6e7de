import { describe, expect, test } from 'vitest'
import type { Member } from '@operations-manager/schema/project-file/model.ts'
import { decideMember, decideMembers, type MemberRights } from './member-rights.ts'

const no = (reason: string) => ({ allowed: false, reason }) as const
const owner: MemberRights = { own: { allowed: true }, manageMembers: { allowed: true } }
const admin: MemberRights = { own: no('yours is admin.'), manageMembers: { allowed: true } }
const developer: MemberRights = { own: no('yours is developer.'), manageMembers: no('yours is developer.') }

const members = (...words: readonly string[]): Member[] =>
  words.map((word) => {
    const [name, role] = word.split(' ') as [string, Member['role']] // written so below
    return { email: `${name}@example.org`, role }
  })
const shop = members('alice owner', 'ada admin', 'vera viewer')

describe('members may become others', () => {
  test.each([
    [
      'nothing changes, in whichever order and capitals',
      developer,
      members('VERA viewer', 'alice owner', 'ada admin'),
      true,
    ],
    ['a developer adds nobody', developer, [...shop, ...members('eve viewer')], false],
    ['a developer removes nobody', developer, members('alice owner', 'ada admin'), false],
    ['an admin adds an admin', admin, [...shop, ...members('eve admin')], true],
    ['an admin removes a viewer', admin, members('alice owner', 'ada admin'), true],
    ['an admin makes no owner', admin, [...shop, ...members('eve owner')], false],
    ['an admin does not become owner', admin, members('alice owner', 'ada owner', 'vera viewer'), false],
    ['an admin unmakes no owner', admin, members('alice viewer', 'ada admin', 'vera viewer'), false],
    ['an admin exchanges no owner', admin, members('eve owner', 'ada admin', 'vera viewer'), false],
    ['an owner hands on the project', owner, members('eve owner', 'ada admin', 'vera viewer'), true],
  ] as const)('%s', (_, rights, after, allowed) => {
    expect(decideMembers(rights, shop, after).allowed).toBe(allowed)
  })
})

describe('one member', () => {
  test.each([
    ['an owner deals with an admin', owner, 'ada', true],
    ['an admin deals with a viewer', admin, 'vera', true],
    ['an admin deals with no owner', admin, 'alice', false],
    ['nobody deals with the last owner', owner, 'alice', false],
    ['a developer deals with nobody', developer, 'vera', false],
  ] as const)('%s', (_, rights, name, allowed) => {
    const [member] = shop.filter(({ email }) => email.startsWith(name)) as [Member]
    expect(decideMember(rights, shop, member).allowed).toBe(allowed)
  })

  test('is told in sentences why not', () => {
    const [alice] = shop as [Member]
    expect(decideMember(admin, shop, alice)).toEqual(no('Owners are made and unmade by owners. yours is admin.'))
    expect(decideMember(owner, shop, alice)).toMatchObject({
      reason: expect.stringContaining('Make somebody else owner'),
    })
  })
})
