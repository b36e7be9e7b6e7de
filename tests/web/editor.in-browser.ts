import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  button,
  effectsOf,
  entryOf,
  holds,
  image,
  isDone,
  isFocused,
  pasteYaml,
  projectFile,
  retype,
  save,
  savedBy,
  savedFile,
  textbox,
  yamlOf,
  yamlSays,
} from './editing.ts'
import { siteAndBrowser } from './site-and-browser.ts'
import { untilAwake } from './visitor.ts'

const there = siteAndBrowser()

const { visit } = there

describe('somebody who begins a project', () => {
  test('makes it in the form, sees what will be made, and follows it to its proof', async () => {
    const { page, expectGood, leave } = await visit('/')
    await page.getByRole('link', { name: 'New project' }).first().click()
    await button(page, 'Continue').click()
    await page.getByText('Give it a name first.').waitFor()
    await expectGood('new-project')
    await textbox(page, 'Name').fill('brook')
    await button(page, 'Continue').click()
    await yamlSays(page, 'name: brook')
    await expectGood('editor-blank')

    await button(page, 'Add a component').click()
    const web = entryOf(page, 'web')
    await textbox(web, 'Image').fill(image('1.0.0'))
    await textbox(web, 'Port').fill('8080')
    await web.getByRole('checkbox', { name: 'Published' }).check()
    await page.getByRole('combobox', { name: 'Which one for Services' }).selectOption('postgresql')
    await button(page, 'Add a service').click()
    await web.getByRole('checkbox', { name: /database/ }).check()
    await button(page, 'Add a deployment').click()
    await page.getByRole('combobox', { name: 'Cluster' }).selectOption('cluster-a')
    const lines = [`image: ${image('1.0.0')}`, 'port: 8080', 'publish: {}', 'type: postgresql', 'cluster: cluster-a']
    for (const line of lines) await yamlSays(page, line)
    await effectsOf(page).getByText('production is made in cluster-a').waitFor()
    await effectsOf(page)
      .getByText(/^https?:.*brook/)
      .waitFor()
    await expectGood('editor-new-project')
    await save(page)
    await isDone(page)
    await page.getByText('Prove that the address of "web" answers').first().click()
    await page.getByText('Proved').filter({ visible: true }).first().waitFor()
    await leave()
  })

  test('can save the template as it is', async () => {
    const { page, expectGood, leave } = await visit('/projects/new?from=template')
    await yamlSays(page, 'type: single-sign-on')
    await effectsOf(page).getByText('production is made in cluster-a').waitFor()
    await page.getByText('Good to save').waitFor()
    await expectGood('editor-template')
    await leave()
  })

  test('imports a file of the older format, and reads what became of each key', async () => {
    const { page, expectGood, leave } = await visit('/projects/new?from=file')
    await textbox(page, 'Or paste its text').fill('a: [')
    await button(page, 'Read it').click()
    await page.getByText(/^line \d+:/).waitFor()
    await expectGood('import-unreadable')
    const older = new URL('../../schema/project-file/examples/older-format.yaml', import.meta.url).pathname
    await page.getByLabel('Choose a file').last().setInputFiles(older)
    await page.getByRole('heading', { name: 'What became of your file' }).waitFor()
    await page.getByText(/keys were carried over/).click()
    await page.getByText('display-name', { exact: true }).waitFor()
    await page.getByText('repositories', { exact: true }).waitFor()
    await yamlSays(page, 'apiVersion: operations-manager/v1')
    await holds(textbox(page, 'Title'), 'Vergunningen')
    await expectGood('import-report')
    await leave()
  })

  test('reads a name with markup in it as the text that it is', async () => {
    const displayName = '<b>Park</b> & <img src=x onerror=alert(1)>'
    await savedBy('alice', there.site, projectFile({ name: 'hedge', displayName }))
    const { page, expectGood, leave } = await visit('/projects/hedge/edit')
    await holds(textbox(page, 'Title'), displayName)
    await page.getByRole('link', { name: displayName }).click()
    await page.getByRole('heading', { name: displayName }).waitFor()
    await expectGood('markup')
    await leave()
  })
})

describe('somebody who edits a project', () => {
  test('sees what is typed in the YAML in the form at once, and what differs before it is saved', async () => {
    await savedBy('alice', there.site, projectFile({ name: 'meadow' }))
    const { page, expectGood, leave } = await visit('/projects/meadow')
    await page.getByRole('link', { name: 'Edit' }).click()
    await retype(page, 'displayName', { last: 1, by: ' in May"' })
    await holds(textbox(page, 'Title'), 'Park meadow in May')
    await pasteYaml(page, projectFile({ name: 'meadow', image: image('1.0.1') }))
    await holds(textbox(page, 'Image'), image('1.0.1'))
    await effectsOf(page).getByText('live in cluster-a changes').waitFor()
    await effectsOf(page).getByText('1 change in the file').click()
    await effectsOf(page).getByText(image('1.0.0')).waitFor()
    await expectGood('editor-differences')
    await save(page)
    await isDone(page)
    await leave()
  })

  test('takes a service away only after typing what goes, and is asked what becomes of its data when it returns', async () => {
    const services = 'services:\n  orders:\n    type: postgresql\n'
    const component = '    uses: [orders]\n'
    await savedBy('alice', there.site, projectFile({ name: 'pasture', services, component }))
    const { page, expectGood, leave } = await visit('/projects/pasture/edit')
    await button(page, 'Remove orders from Services').click()
    // The component still wants it: that is a problem at its place, and the problem leads there.
    await effectsOf(page)
      .getByRole('button', { name: /components\.web\.uses/ })
      .click()
    const use = entryOf(page, 'web').getByRole('checkbox', { name: /orders/ })
    await isFocused(use)
    await expectGood('editor-still-used')
    await page.keyboard.press('Space')
    await save(page)
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(/"orders" of live is kept for \d+ days/).waitFor()
    await expectGood('editor-data-goes')
    await dialog.getByRole('textbox').fill('orders')
    await button(dialog, 'Save and remove').click()
    await isDone(page)

    await page.goto(`${there.site.url}/projects/pasture/edit`)
    await untilAwake(page)
    await pasteYaml(page, projectFile({ name: 'pasture', services, component }))
    await save(page)
    await dialog.getByRole('heading', { name: 'Data of this name is still kept' }).waitFor()
    await expectGood('editor-kept-data')
    await button(dialog, 'Bring it back').click()
    await isDone(page)
    expect(await savedFile(there.site, 'pasture')).toBe(projectFile({ name: 'pasture', services, component }))
    await leave()
  })

  test('seals a secret, whose value is nowhere afterwards, and loses no edit by it', async () => {
    await savedBy('alice', there.site, projectFile({ name: 'orchard', services: '' }))
    const { page, expectGood, leave } = await visit('/projects/orchard/edit')
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`))
    await button(page, 'Add to Secrets of web').click()
    await textbox(page, 'Secret 1').fill('API_KEY')
    await page.getByText('Its value can be given once this is saved.').waitFor()
    await save(page)
    await page.waitForURL('**/operations/**')

    await page.goto(`${there.site.url}/projects/orchard/edit`)
    await untilAwake(page)
    await textbox(page, 'Title').fill('Park with a secret')
    await page.getByText('No value yet').click()
    const value = 'correct-horse-battery-staple'
    const secret = textbox(page, 'Value of API_KEY')
    await secret.fill(value)
    await expectGood('editor-secret')
    await button(page, 'Seal the value of API_KEY').click()
    await page.getByText('Value is set').waitFor()
    await holds(secret, '')
    await holds(textbox(page, 'Title'), 'Park with a secret')
    await page.getByText('Good to save').waitFor()
    await expectGood('editor-sealed')
    const kept = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage, document.cookie]))
    expect([await page.content(), kept, ...sent].filter((text) => text.includes(value))).toEqual([])
    await textbox(page, 'Name').nth(1).fill('site')
    await entryOf(page, 'site').waitFor()
    await save(page)
    await isDone(page)
    expect(await savedFile(there.site, 'orchard')).toMatch(/site\/API_KEY: \|-?\n\s+-----BEGIN AGE/)
    await leave()
  })
})

describe('the editor', () => {
  test('is used with the keyboard alone', async () => {
    await savedBy('alice', there.site, projectFile({ name: 'grove' }))
    const { page, leave } = await visit('/projects/grove')
    await tabTo(page, page.getByRole('link', { name: 'Edit' }))
    await page.keyboard.press('Enter')
    await yamlSays(page, 'name: grove')
    await tabTo(page, textbox(page, 'Title'))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Grove by hand')
    await page.getByText('Good to save').waitFor()
    await tabTo(page, button(page, 'Save'), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/operations/**')
    expect(await savedFile(there.site, 'grove')).toContain('displayName: "Grove by hand"')
    await leave()
  })

  test('shows one view at a time on a narrow screen', async () => {
    await savedBy('alice', there.site, projectFile({ name: 'lane' }))
    const { page, expectGood, leave } = await visit('/projects/lane/edit', { viewport: { width: 320, height: 700 } })
    const views = page.getByRole('group', { name: 'View' })
    const isNarrow = async (): Promise<void> =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await textbox(page, 'Image').fill(image('1.0.1'))
    await isNarrow()
    await expectGood('editor-narrow-form')
    await button(views, 'YAML').click()
    await yamlSays(page, image('1.0.1'))
    expect(await textbox(page, 'Image').isVisible()).toBe(false)
    await isNarrow()
    await expectGood('editor-narrow-yaml')
    await button(views, 'Effects').click()
    await effectsOf(page).getByText('live in cluster-a changes').waitFor()
    expect(await yamlOf(page).isVisible()).toBe(false)
    await isNarrow()
    await expectGood('editor-narrow-effects')
    await leave()
  })

  test('speaks Dutch, in the dark as well', async () => {
    await savedBy('alice', there.site, projectFile({ name: 'dyke' }))
    const { page, expectGood, leave } = await visit('/projects/new', { locale: 'nl-NL', colorScheme: 'dark' })
    await button(page, 'Verder').click()
    await page.getByText('Geef het eerst een naam.').waitFor()
    await expectGood('new-project-dutch-dark')
    await page.goto(`${there.site.url}/projects/dyke/edit`)
    await untilAwake(page)
    await textbox(page, 'Image').fill('')
    await page.getByText('1 probleem').first().waitFor()
    await expectGood('editor-dutch-dark')
    await leave()
  })
})

/** Goes on with the keyboard until one is there, as one who cannot point does. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let count = 0; count < 60; count += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('it cannot be reached with the keyboard')
}
