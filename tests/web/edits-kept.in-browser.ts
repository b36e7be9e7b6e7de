import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { changed } from '../system/graph.ts'
import {
  button,
  effectsOf,
  holds,
  image,
  isDone,
  isFocused,
  isSavedWith,
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
import { signedIn, untilAwake, type Visitor } from './visitor.ts'

const there = siteAndBrowser()

/** Alice in the editor of a project that somebody saved before. */
async function editing(name: string, refusals: readonly RegExp[] = []): Promise<Visitor> {
  await savedBy('alice', there.site, projectFile({ name }))
  return signedIn(there.browser, there.site.url, { person: 'Alice', path: `/projects/${name}/edit`, refusals })
}

async function bobSaves(file: string): Promise<void> {
  await changed(await there.site.system.as('bob'), 'applyProjectFile', { file })
}

describe('YAML with a mistake in it', () => {
  test('is said at its line and at its field, which the problem leads to, and can be saved when it is mended', async () => {
    const { page, expectGood, leave } = await editing('pond')
    await retype(page, '8080', { last: 4, by: 'eighty' })
    const problem = effectsOf(page).getByRole('button', { name: /components\.web\.port.*line 12/ })
    await problem.waitFor()
    const line = page.locator('.cm-gutterElement', { hasText: /^12$/ })
    const mark = page.locator('.cm-lint-marker-error')
    expect(Math.abs((await middleOf(line)) - (await middleOf(mark)))).toBeLessThan(4)
    const port = textbox(page, 'Port')
    expect(await port.getAttribute('aria-invalid')).toBe('true')
    // A mouse comes from somewhere.
    await page.mouse.move(600, 400)
    await button(page, 'Save').hover()
    await page.getByRole('tooltip', { name: /Mend the/ }).waitFor()
    await expectGood('editor-problem')
    await problem.click()
    await isFocused(port)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('8081')
    await yamlSays(page, 'port: 8081')
    await save(page)
    await page.waitForURL('**/operations/**')
    await leave()
  })

  test('leaves the form as it was while it cannot be read, and says why it cannot be used', async () => {
    const { page, expectGood, leave } = await editing('meadow')
    await textbox(page, 'Image').fill(image('1.0.1'))
    await retype(page, '8080', { last: 4, by: '@8080' })
    await page.getByText(/The YAML cannot be read at the moment/).waitFor()
    await holds(textbox(page, 'Image'), image('1.0.1'))
    expect(await textbox(page, 'Image').isDisabled()).toBe(true)
    await effectsOf(page)
      .getByRole('button', { name: /line 1\d/ })
      .click()
    await isFocused(yamlOf(page))
    await expectGood('editor-unreadable')
    await leave()
  })

  test.each([
    ['200 KB of garbage', '{[&*: '.repeat(34_000)],
    ['200 KB of garbage in lines', '- "}{ x: [\n'.repeat(18_000)],
    ['brackets 60,000 deep', '['.repeat(60_000)],
    ['aliases that stand for a billion values', bomb()],
  ])('does not freeze the page where somebody pastes %s', async (_what, text) => {
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      path: '/projects/new?name=grove',
    })
    await yamlSays(page, 'name: grove')
    await answerMs(page)
    // What may still be a project file is read beside the page.
    const limitMs = 500 + 5 * (await answerMs(page))
    await pasteYaml(page, text)
    expect(await answerMs(page)).toBeLessThan(limitMs)
    await effectsOf(page)
      .getByText(/line \d+/)
      .first()
      .waitFor()
    expect(await answerMs(page)).toBeLessThan(limitMs)
    await expectGood('editor-garbage')
    await pasteYaml(page, projectFile({ name: 'grove' }))
    await holds(textbox(page, 'Title'), 'Park grove')
    await leave()
  })
})

describe('two people who edit one project', () => {
  test('both keep what they did where they changed something else', async () => {
    const { page, expectGood, leave } = await editing('hedge')
    await textbox(page, 'Image').fill(image('1.0.1'))
    await bobSaves(projectFile({ name: 'hedge', displayName: 'Bob was here' }))
    await page.getByText(/What they changed is in here now/).waitFor()
    await holds(textbox(page, 'Title'), 'Bob was here')
    await yamlSays(page, image('1.0.1'))
    await page.getByText('Good to save').waitFor()
    await expectGood('editor-joined')
    await save(page)
    await isDone(page)
    const both = projectFile({ name: 'hedge', displayName: 'Bob was here', image: image('1.0.1') })
    expect(await savedFile(there.site, 'hedge')).toBe(both)
    await leave()
  })

  test('see both versions where they changed the same, and decide which stands', async () => {
    const { page, expectGood, leave } = await editing('orchard')
    await textbox(page, 'Image').fill(image('1.0.1'))
    await bobSaves(projectFile({ name: 'orchard', image: image('1.0.2') }))
    await page.getByText(/changed what you changed too/).waitFor()
    await expectGood('editor-conflict')
    await button(page, 'Save').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('components.web.image').waitFor()
    const theirs = dialog.getByRole('textbox', { name: 'Theirs, as it is saved now' })
    await theirs.filter({ hasText: image('1.0.2') }).waitFor()
    await dialog
      .getByRole('textbox', { name: 'Mine' })
      .filter({ hasText: image('1.0.1') })
      .waitFor()
    await expectGood('editor-compare')
    await button(dialog, 'Decide later').click()
    await holds(textbox(page, 'Image'), image('1.0.1'))

    await button(page, 'Compare').click()
    await button(dialog, 'Take theirs').click()
    await holds(textbox(page, 'Image'), image('1.0.2'))
    await effectsOf(page).getByText('Nothing is changed').waitFor()

    await textbox(page, 'Image').fill(image('1.0.3'))
    await bobSaves(projectFile({ name: 'orchard', image: image('1.0.4'), displayName: 'Bob was here' }))
    await button(page, 'Compare').click()
    await button(dialog, 'Mine on top of theirs').click()
    await expectGood('editor-compare-result')
    await button(dialog, 'Keep mine on top of theirs').click()
    await holds(textbox(page, 'Title'), 'Bob was here')
    await holds(textbox(page, 'Image'), image('1.0.3'))
    await save(page)
    await isDone(page)
    const both = projectFile({ name: 'orchard', displayName: 'Bob was here', image: image('1.0.3') })
    expect(await savedFile(there.site, 'orchard')).toBe(both)
    await leave()
  })

  test('meet when one saves, where the page could not hear of the other', async () => {
    const { page, leave } = await editing('lane')
    await page.route('**/streams', (route) => route.abort())
    await page.reload()
    await untilAwake(page)
    await textbox(page, 'Image').fill(image('1.0.1'))
    await page.getByText('Good to save').waitFor()
    await bobSaves(projectFile({ name: 'lane', image: image('1.0.2') }))
    await isSavedWith(there.site, 'lane', image('1.0.2'))
    await button(page, 'Save').click()
    await page.getByText(/changed what you changed too/).waitFor()
    await holds(textbox(page, 'Image'), image('1.0.1'))
    await leave()
  })
})

describe('edits that are not saved', () => {
  test('are there again after somebody who was signed out signs in', async () => {
    const { page, expectGood, leave } = await editing('dyke', [/^401 /])
    await textbox(page, 'Image').fill(image('1.0.1'))
    await page.context().clearCookies()
    await textbox(page, 'Title').fill('Before I was signed out')
    await page.getByText(/You are no longer signed in/).waitFor()
    await expectGood('editor-signed-out')
    await signsInAgain(page)
    await holds(textbox(page, 'Title'), 'Before I was signed out')
    await page.getByText('These are your edits from before. They are not saved yet.').waitFor()
    await expectGood('editor-restored')
    await save(page)
    await isDone(page)
    await leave()
  })

  test('stay where they are when somebody signs out in another tab', async () => {
    const { page, leave } = await editing('brook')
    await textbox(page, 'Title').fill('Before I signed out')
    const other = await page.context().newPage()
    await other.goto(there.site.url)
    await untilAwake(other)
    await other.getByRole('button', { name: /You: Alice/ }).click()
    await other.getByRole('menuitem', { name: 'Sign out' }).click()
    await other.getByRole('button', { name: /Bob/ }).waitFor()
    await textbox(page, 'Image').fill(image('1.0.1'))
    await page.getByText(/You are no longer signed in/).waitFor()
    await signsInAgain(page)
    await holds(textbox(page, 'Title'), 'Before I signed out')
    await leave()
  })

  test('are found again by somebody who went to another page', async () => {
    const { page, expectGood, leave } = await editing('heath')
    await textbox(page, 'Title').fill('Half a thought')
    await page.getByRole('link', { name: 'Park heath' }).click()
    await page.getByText(/You left edits of this project/).waitFor()
    await expectGood('project-unsaved')
    await page.getByRole('link', { name: 'Go on editing' }).click()
    await holds(textbox(page, 'Title'), 'Half a thought')
    await button(page, 'Discard edits').click()
    await holds(textbox(page, 'Title'), 'Park heath')
    await page.getByRole('link', { name: 'Park heath' }).click()
    await page.getByRole('heading', { name: 'Park heath' }).waitFor()
    expect(await page.getByText(/You left edits of this project/).count()).toBe(0)
    await leave()
  })

  test('of a new project are found where new projects begin', async () => {
    const { page, expectGood, leave } = await signedIn(there.browser, there.site.url, {
      person: 'Alice',
      path: '/projects/new?name=willow',
    })
    await textbox(page, 'Title').fill('Willow')
    await page.getByRole('link', { name: 'Projects' }).first().click()
    await page.getByRole('link', { name: 'New project' }).first().click()
    await page.getByRole('heading', { name: 'Begun in this tab, and not saved yet' }).waitFor()
    await expectGood('new-project-begun')
    await page.getByRole('link', { name: 'willow' }).click()
    await holds(textbox(page, 'Title'), 'Willow')
    await leave()
  })
})

/** How long the page takes to answer a press. */
async function answerMs(page: Page): Promise<number> {
  const person = page.getByRole('button', { name: /You: Alice/ })
  const begun = performance.now()
  await person.click()
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  const took = performance.now() - begun
  await page.keyboard.press('Escape')
  await isFocused(person)
  return took
}

async function signsInAgain(page: Page): Promise<void> {
  const { href } = new URL(page.url())
  await button(page, 'Sign in again').click()
  await page.getByRole('button', { name: /Alice Jansen|Alice/ }).click()
  await page.waitForURL(href)
}

async function middleOf(locator: Locator): Promise<number> {
  const { y, height } = (await locator.boundingBox()) ?? { y: Number.NaN, height: 0 }
  return y + height / 2
}

/** Each line stands nine times for the one before. */
function bomb(): string {
  const lines = Array.from({ length: 10 }, (_, index) => {
    const before = index === 0 ? 'x' : `*a${index - 1}`
    return `a${index}: &a${index} [${Array.from({ length: 9 }, () => before).join(', ')}]`
  })
  return `${lines.join('\n')}\n`
}
