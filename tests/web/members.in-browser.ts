import { describe, expect, test } from 'vitest'
import { changed } from '../system/graph.ts'
import { siteAndBrowser } from './site-and-browser.ts'

const there = siteAndBrowser()

const file = (name: string): string => `apiVersion: operations-manager/v1
name: ${name}
displayName: Heath ${name}
members:
  - { email: alice@example.org, role: owner }
  - { email: bob@example.org, role: viewer }
`

async function plantHeath(name: string): Promise<void> {
  await changed(await there.site.system.as('alice'), 'applyProjectFile', { file: file(name) })
}

describe('an owner', () => {
  test('comes from the project to its members, adds somebody, gives another role, and removes them again', async () => {
    await plantHeath('heath-one')
    const { page, expectGood, leave } = await there.visit('/projects/heath-one')
    await page.getByRole('link', { name: 'Manage members' }).click()
    await page.waitForURL('**/projects/heath-one/members')
    await page.getByRole('heading', { name: 'What each role may do' }).waitFor()
    await expectGood('members')

    await page.getByLabel('E-mail address').fill('eve@example.org')
    await page.locator('form').getByLabel('Role').selectOption({ label: 'Viewer' })
    await page.getByRole('button', { name: 'Add' }).click()
    const eve = page.getByRole('row').filter({ hasText: 'eve@example.org' })
    await eve.getByText('never signed in').waitFor()
    await page.getByLabel('Role of eve@example.org').selectOption({ label: 'Admin' })
    await expect.poll(() => rolesIn('heath-one')).toMatchObject({ 'eve@example.org': 'ADMIN' })

    await page.getByRole('button', { name: 'Remove eve@example.org' }).click()
    await page.getByRole('alertdialog', { name: 'Remove eve@example.org?' }).waitFor()
    await expectGood('members-remove')
    await page.getByRole('button', { name: 'Remove member' }).click()
    await eve.waitFor({ state: 'detached' })
    expect(await rolesIn('heath-one')).toEqual({ 'alice@example.org': 'OWNER', 'bob@example.org': 'VIEWER' })
    await leave()
  })

  test('hears why the last owner cannot be removed, and what is wrong with an address', async () => {
    await plantHeath('heath-two')
    const { page, expectGood, leave } = await there.visit('/projects/heath-two/members')
    const remove = page.getByRole('button', { name: 'Remove alice@example.org' })
    await remove.hover()
    await page.getByText('is the last owner').last().waitFor()
    expect(await remove.getAttribute('aria-disabled')).toBe('true')

    await page.getByLabel('E-mail address').fill('bob@example.org')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByText('is a member already').waitFor()
    await page.getByLabel('E-mail address').fill('eve@nowhere')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByText('is no e-mail address').waitFor()
    await expectGood('members-refused')
    await leave()
  })

  test('sees at once what somebody else does', async () => {
    await plantHeath('heath-three')
    const { page, leave } = await there.visit('/projects/heath-three/members')
    const input = { project: 'heath-three', email: 'zoe@example.org', role: 'DEVELOPER' }
    await changed(await there.site.system.as('carol'), 'putMember', input)
    await page.getByRole('row').filter({ hasText: 'zoe@example.org' }).waitFor()
    await leave()
  })
})

describe('a viewer', () => {
  test('sees who is who and what roles may do, and hears why nothing can be pressed, on a narrow dark screen', async () => {
    await plantHeath('heath-four')
    const narrow = { viewport: { width: 320, height: 800 }, colorScheme: 'dark' } as const
    const { page, expectGood, leave } = await there.visit('/projects/heath-four/members', { person: 'Bob', ...narrow })
    const add = page.getByRole('button', { name: 'Add' })
    expect(await add.getAttribute('aria-disabled')).toBe('true')
    await add.focus()
    await page.getByText('This needs the role owner or admin; yours is viewer.').last().waitFor()
    await expectGood('members-viewer-narrow')
    await leave()
  })
})

test('a Dutch reader reads it in Dutch', async () => {
  await plantHeath('heath-five')
  const { page, expectGood, leave } = await there.visit('/projects/heath-five/members', { locale: 'nl-NL' })
  await page.getByRole('heading', { name: 'Wat elke rol mag' }).waitFor()
  await page.getByRole('button', { name: 'alice@example.org verwijderen' }).waitFor()
  await expectGood('members-dutch')
  await leave()
})

async function rolesIn(project: string): Promise<Record<string, string>> {
  const alice = await there.site.system.as('alice')
  const { data } = await alice.ask(`{ project(name: "${project}") { members { email role } } }`)
  const { project: found } = data as { project: { members: { email: string; role: string }[] } } // as asked
  return Object.fromEntries(found.members.map(({ email, role }) => [email, role]))
}
