import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished } from '../system/graph.ts'
import { largeFile } from './files.ts'
import { plantGarden } from './garden.ts'
import { siteAndBrowser } from './site-and-browser.ts'

const there = siteAndBrowser()
const narrow = { viewport: { width: 320, height: 700 } }
const components = 40
let alice: GraphClient
let operation: string

const { visit } = there

beforeAll(async () => {
  alice = await there.site.system.as('alice')
  await plantGarden(alice, 'garden')
  operation = await changed(alice, 'setReplicas', { project: 'garden', component: 'worker', replicas: 2 })
  await finished(alice, operation)
  await changed(alice, 'applyProjectFile', { file: largeFile('city', components) })
})

const garden = '/projects/garden/deployments/live'

/** Every page, by a name, where it is, and what is read on it in Dutch once it is there. */
const pages = (): readonly (readonly [string, string, string | RegExp])[] => [
  ['project', '/projects/garden', 'Waar het draait'],
  ['project-table', '/projects/garden?view=table', 'Waar het draait'],
  ['project-large', '/projects/city', /^component part-39,/],
  ['project-large-table', '/projects/city?view=table', 'part-39'],
  ['operation', `/operations/${operation}`, 'Klaar'],
  ['deployment-overview', garden, '3 van 3 klaar'],
  ['deployment-logs', `${garden}?tab=logs`, /GET \/|listening on/],
  ['deployment-variables', `${garden}?tab=variables`, 'PAYMENT_KEY'],
  ['deployment-manifests', `${garden}?tab=manifests`, 'NetworkPolicy'],
  ['deployment-events', `${garden}?tab=events`, 'Scheduled'],
  ['clusters', '/clusters', 'Verbonden'],
  ['services', '/services', 'Diensten'],
  ['playground', '/playground', 'Speelplaats'],
]

describe('each page', () => {
  test('fits a narrow screen, in Dutch and in the dark', async () => {
    const { page, expectGood, leave } = await visit('/', { locale: 'nl-NL', colorScheme: 'dark', ...narrow })
    for (const [name, path, text] of pages()) {
      await page.goto(`${there.site.url}${path}`)
      await page.getByText(text).or(page.getByLabel(text)).first().waitFor()
      await expectGood(`${name}-dutch-dark-narrow`)
    }
    await leave()
  })

  test('says in its own words that there is nothing, and that somebody is not signed in', async () => {
    const { page, expectGood, leave } = await visit('/', { refusals: [/^404 /], locale: 'nl-NL', ...narrow })
    for (const [name, path] of [
      ['project', '/projects/nothing'],
      ['deployment', '/projects/garden/deployments/nothing'],
      ['operation', '/operations/nothing'],
      ['place', '/nowhere'],
    ] as const) {
      await page.goto(`${there.site.url}${path}`)
      await page.getByRole('heading', { name: 'Hier is niets' }).waitFor()
      await expectGood(`not-found-${name}-dutch-narrow`)
    }
    await page.goto(`${there.site.url}/auth/callback?state=of-somebody-else&code=1`)
    await page.getByRole('heading', { name: 'U bent niet aangemeld' }).waitFor()
    await expectGood('sign-in-failed-dutch-narrow')
    await leave()
  })

  test.each(['expired', 'refused', 'provider-away', 'store-away'])('says why a sign-in failed: %s', async (why) => {
    const { page, expectGood, leave } = await visit('/')
    await page.goto(`${there.site.url}/auth/failed?why=${why}`)
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await expectGood(`sign-in-failed-${why}`)
    await leave()
  })
})

test('a project of forty components is read as a picture and as a table', async () => {
  const { page, expectGood, leave } = await visit('/projects/city')
  const parts = page.getByRole('button', { name: /^(component part|service data)-\d+,/ })
  await expect.poll(() => parts.count(), { timeout: 15_000 }).toBe(components + 5)
  // Each is as high as a line of text, which is also what a finger meets; what has no room is moved to.
  const heights = await parts.evaluateAll((buttons) => buttons.map((one) => one.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(24)
  await expectGood('project-large')
  await page.getByRole('button', { name: 'Show all' }).click()
  const window = (await page.getByRole('region', { name: 'Picture of the project' }).boundingBox()) ?? {
    x: 0,
    width: 0,
  }
  const isInside = async (): Promise<boolean> =>
    (await parts.evaluateAll((buttons) => buttons.map((one) => one.getBoundingClientRect()))).every(
      ({ left, right }) => left >= window.x && right <= window.x + window.width,
    )
  await expect.poll(isInside, { timeout: 5_000 }).toBe(true)
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await expect.poll(() => page.getByRole('row', { name: /^part-\d+ / }).count()).toBe(components)
  expect(await page.getByRole('row', { name: /^data-\d+ / }).count()).toBe(5)
  await expectGood('project-large-table')
  await leave()
})

/** Presses Tab until what has the focus is called so, as somebody without a pointer does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return
  }
  throw new Error(`no press of Tab reaches ${String(name)}; the last was at "${await focused(page)}"`)
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')

describe('with the keyboard alone', () => {
  test('I go through the picture of a project along its lines, and open what I am at', async () => {
    const { page, expectGood, leave } = await visit('/projects/garden')
    await page.getByRole('button', { name: /^component web,/ }).waitFor()
    await tabTo(page, /^component /)
    while (!(await focused(page)).startsWith('component web')) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(/^service orders/)
    await expectGood('project-keyboard')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${there.site.url}${garden}#service-orders`)
    await page.getByRole('heading', { name: 'orders' }).waitFor()
    await leave()
  })

  test('I read the table of a project and open a component', async () => {
    const { page, leave } = await visit('/projects/garden?view=table')
    await page.getByRole('row', { name: /^worker / }).waitFor()
    await tabTo(page, /^worker$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${there.site.url}${garden}#component-worker`)
    await leave()
  })

  test('I go from step to step of an operation and read what each did', async () => {
    const { page, expectGood, leave } = await visit(`/operations/${operation}`)
    await page.getByText('Done', { exact: true }).first().waitFor()
    const isStep = /: Done$/
    await page.getByRole('button', { name: isStep }).first().waitFor()
    await tabTo(page, isStep)
    const first = await focused(page)
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(isStep)
    expect(await focused(page)).not.toBe(first)
    await page.keyboard.press('Enter')
    expect(page.url()).toContain('step=')
    await expectGood('operation-keyboard')
    await tabTo(page, /, live\//)
    const summary = page.locator('summary:focus')
    const isOpen = (): Promise<boolean> => summary.evaluate((one) => one.parentElement?.hasAttribute('open') ?? false)
    const before = await isOpen()
    await page.keyboard.press('Enter')
    expect(await isOpen()).toBe(!before)
    await leave()
  })

  test('I scroll logs, and go on where they are', async () => {
    const { page, leave } = await visit(`${garden}?tab=logs`, { viewport: { width: 1280, height: 500 } })
    const pane = page.getByRole('region', { name: 'Logs of web' })
    const top = (): Promise<number> => pane.evaluate(({ scrollTop }) => scrollTop)
    await expect
      .poll(() => pane.evaluate((box) => box.scrollHeight - box.clientHeight), { timeout: 40_000 })
      .toBeGreaterThan(60)
    await tabTo(page, /^Logs of web$/)
    // A key that comes while the pane still settles on the newest line is overtaken by that, and is pressed again.
    const topAfter = (key: string) => async (): Promise<number> => {
      await page.keyboard.press(key)
      return top()
    }
    await expect.poll(topAfter('Home'), { timeout: 10_000 }).toBe(0)
    await expect.poll(topAfter('End'), { timeout: 10_000 }).toBeGreaterThan(60)
    await leave()
  })
})
