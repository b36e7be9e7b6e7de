import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { changed, finished } from '../system/graph.ts'
import { query } from '../system/inside.ts'
import { parkFile } from './files.ts'
import { siteAndBrowser } from './site-and-browser.ts'
import { signedIn } from './visitor.ts'

const there = siteAndBrowser()

/** What the last press put on the clipboard. */
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

/** How the page's own way to the graph answers. */
async function askWhoIAm(): Promise<number> {
  const body = JSON.stringify({ query: '{ viewer { name } }' })
  const headers = { 'content-type': 'application/json' }
  return (await fetch('/graphql', { method: 'POST', headers, body })).status
}

describe('somebody whose deployment fails', () => {
  test('reads whose fault it is and the last lines, presses the remedy, mends the image, and sees it work', async () => {
    const client = await there.site.system.as('alice')
    const id = await changed(client, 'applyProjectFile', { file: parkFile('fjord', 'ghcr.io/example/fjord:crash') })
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      path: `/operations/${id}`,
    })
    const step = page.getByRole('listitem').filter({ hasText: 'Roll out "web"' })
    const problem = step.getByRole('region', { name: /ends again and again/ })
    await problem.waitFor()
    await problem.getByText('In the application').waitFor()
    expect(await problem.innerText()).toContain('fatal: uncaught error')
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await expectGood('operation-failed')

    await problem.getByRole('link', { name: 'Mend the application, then deploy a new image' }).click()
    await page.waitForURL(`${there.site.url}/projects/fjord/edit?at=components.web.image`)
    const image = page.getByRole('textbox', { name: 'Image' })
    await expect.poll(() => image.evaluate((field) => field === document.activeElement)).toBe(true)
    await expectGood('edit-at-the-image')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('ghcr.io/example/fjord:1.0.1')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(`${there.site.url}/operations/**`)
    await page.getByText('Done', { exact: true }).first().waitFor()
    expect(page.url()).not.toContain(id)
    await leave()
  })

  test('tries again with one press, and is told how it ended this time', async () => {
    const client = await there.site.system.as('alice')
    const id = await changed(client, 'applyProjectFile', { file: parkFile('geyser', 'ghcr.io/example/geyser:crash') })
    await finished(client, id)
    const { page, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      path: `/operations/${id}`,
    })
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForURL((url) => url.pathname.startsWith('/operations/') && !url.pathname.endsWith(id))
    await page.getByRole('region', { name: /ends again and again/ }).waitFor()
    await leave()
  })
})

test('takes a deployment along as a request, as a command without a token, and as its part of the file', async () => {
  const client = await there.site.system.as('alice')
  await finished(
    client,
    await changed(client, 'applyProjectFile', { file: parkFile('delta', 'ghcr.io/example/delta:1') }),
  )
  const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
    person: 'Alice',
    path: '/projects/delta',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const take = async (form: string): Promise<string> => {
    await page.getByRole('button', { name: 'Copy live as' }).click()
    await page.getByRole('menu').waitFor()
    if (form === 'GraphQL') await expectGood('copy-as')
    await page.getByRole('menuitem', { name: form }).click()
    await page.getByText(`live is on the clipboard as ${form}`).waitFor()
    return clipboard(page)
  }
  expect(await take('YAML')).toBe('deployments:\n  live:\n    cluster: cluster-a\n')
  expect(await take('GraphQL')).toMatch(/^query Deployment\(\$id: ID!\)/)
  const command = await take('cURL')
  expect(command).toContain(`curl --fail-with-body '${there.site.system.sandbox.addresses.graphql}'`)
  expect(command).toContain('"Authorization: Bearer $TOKEN"')
  await leave()
})

test('somebody sees where they are signed in, and ends a session elsewhere, which has no access any more', async () => {
  const elsewhere = await signedIn(there.browser, there.site.url, { person: 'Carol' })
  const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, { person: 'Carol' })
  await page.getByRole('button', { name: /You: Carol/ }).click()
  await page.getByRole('menuitem', { name: 'Where you are signed in' }).click()
  const sessions = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem')
  await sessions.filter({ hasText: 'this browser' }).waitFor()
  expect(await sessions.count()).toBe(2)
  await expectGood('sessions')
  await page.getByRole('button', { name: /^End the session in/ }).click()
  await expect.poll(() => sessions.count()).toBe(1)
  expect(await elsewhere.page.evaluate(askWhoIAm)).toBe(401)
  expect(await page.evaluate(askWhoIAm)).toBe(200)
  await elsewhere.leave()
  await leave()
})

test('what the site keeps of a session is of no use to whoever reads it', async () => {
  const { page, leave } = await signedIn(there.browser, there.site.url, { person: 'Carol' })
  const cookie = (await page.context().cookies(there.site.url)).find(({ name }) => name.endsWith('session'))
  const url = there.site.system.sandbox.databases.url('web')
  const rows = await query(
    url,
    'select to_jsonb(s)::text as row from web.sessions s',
    [],
    z.object({ row: z.string() }),
  )
  const kept = rows.map(({ row }) => row).join('\n')
  expect(kept).toContain('carol@example.org')
  // The form of every token that the provider gives (RFC 7515 §7.1).
  expect(kept).not.toMatch(/eyJ[\w-]{10,}\.[\w-]+\./)
  expect(cookie?.value.length).toBeGreaterThan(20)
  expect(kept).not.toContain(cookie?.value)
  await leave()
})
