import { describe, expect, test } from 'vitest'
import { changed, finished } from '../system/graph.ts'
import { parkFile } from './files.ts'
import { siteAndBrowser } from './site-and-browser.ts'
import { signedIn } from './visitor.ts'

const there = siteAndBrowser()

describe('somebody who signs in', () => {
  test('sees an empty list that says where to begin, and then a project as it comes', async () => {
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, { person: 'Alice' })
    await page.getByRole('heading', { name: 'Begin with your first project' }).waitFor()
    await expectGood('projects-empty')
    await page.getByText('Live', { exact: true }).waitFor()
    const client = await there.site.system.as('alice')
    await changed(client, 'applyProjectFile', { file: parkFile('pond') })
    await page
      .getByRole('row', { name: /Park pond/ })
      .getByText('Works', { exact: true })
      .waitFor()
    await expectGood('projects')
    await leave()
  })

  test('follows a change to its proof, and finds it as a record afterwards', async () => {
    const client = await there.site.system.as('alice')
    const id = await changed(client, 'applyProjectFile', { file: parkFile('meadow') })
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      path: `/operations/${id}`,
    })
    await page.getByRole('heading', { name: 'Project file applied' }).waitFor()
    await page.getByText('Done', { exact: true }).first().waitFor()
    const steps = page.getByRole('region', { name: 'live', exact: true }).last()
    await steps.getByText('Prove that the address of "web" answers').click()
    await page.getByText('Proved').filter({ visible: true }).first().waitFor()
    expect(page.url()).toContain('step=')
    await expectGood('operation')
    await page.getByRole('link', { name: 'Park meadow' }).click()
    await page.getByRole('heading', { name: 'Park meadow' }).waitFor()
    await expectGood('project')
    await leave()
  })

  test('deletes a project only after typing its name, having seen what goes', async () => {
    const client = await there.site.system.as('alice')
    await finished(client, await changed(client, 'applyProjectFile', { file: parkFile('grove') }))
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      path: '/projects/grove',
    })
    await page.getByRole('button', { name: 'Delete project' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(/live · cluster-a/).waitFor()
    await expectGood('project-delete')
    await dialog.getByRole('textbox').fill('grove')
    await dialog.getByRole('button', { name: 'Delete project' }).click()
    await page.waitForURL(`${there.site.url}/operations/**`)
    await page.getByText('Done', { exact: true }).first().waitFor()
    await leave()
  })

  test('who reads Dutch is spoken to in Dutch, on a narrow screen and in the dark as well', async () => {
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      locale: 'nl-NL',
      colorScheme: 'dark',
      viewport: { width: 320, height: 700 },
    })
    await page.getByRole('heading', { name: 'Projecten' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await expectGood('projects-dutch-dark-narrow')
    await leave()
  })

  test('goes anywhere with the keyboard alone', async () => {
    await changed(await there.site.system.as('alice'), 'applyProjectFile', { file: parkFile('brook') })
    const { page, leave } = await signedIn(there.browser, there.site.url, { person: 'Alice' })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.type('brook')
    await page.getByRole('option', { name: /Park brook/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`${there.site.url}/projects/brook`)
    await leave()
  })

  test('who signs out is asked to sign in before anything is shown', async () => {
    const { page, leave } = await signedIn(there.browser, there.site.url, { person: 'Alice' })
    await page.getByRole('button', { name: /You: Alice/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    // Only the sign-in page offers somebody else.
    await page.getByRole('button', { name: /Bob/ }).waitFor()
    await page.goto(`${there.site.url}/projects/pond`)
    await page.getByRole('button', { name: /Bob/ }).waitFor()
    await leave()
  })

  test('sees of a project of others just what is seen of none', async () => {
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Bob',
      path: '/projects/pond',
      refusals: [/^404 \/projects\/pond$/],
    })
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    await expectGood('not-found')
    await leave()
  })
})
