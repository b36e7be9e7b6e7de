import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Cookie,
  type Page,
} from 'playwright-core'
import { expect } from 'vitest'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { findChromium, findHeadlessChromium } from './chromium.ts'
import { tellWhatIsSeenAtFailure } from './seen-at-failure.ts'

/** Somebody with a real browser, and what went wrong in it that a person would not see. */
export type Visitor = {
  readonly page: Page
  /**
   * Fails on a violation of the page's policy, a request to another origin or one that ours refused, an error of a
   * script or of axe, and on a page that is wider than its window.
   */
  readonly expectGood: (state: string) => Promise<void>
  readonly leave: () => Promise<void>
}

type BrowserWish = { readonly hasWindows?: boolean; readonly args?: readonly string[] }

/** Of the Web Content Accessibility Guidelines, as axe calls them. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

const picturesFolder = process.env['PICTURES'] ?? null

/** Opens Chromium; one with windows is slower, and the only one that lets what it hides sleep as people know it. */
export async function openBrowser({ hasWindows = false, args = [] }: BrowserWish = {}): Promise<Browser> {
  const path = process.env['PATH'] ?? ''
  const executablePath = (hasWindows ? null : await findHeadlessChromium(path)) ?? (await findChromium(path))
  if (executablePath === null) throw new Error('There is no Chromium here. On Debian: apt-get install chromium')
  // As root Chromium cannot make its sandbox; what it is shown here is ours.
  return chromium.launch({ executablePath, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args] })
}

export type Visit = BrowserContextOptions & {
  readonly person: string
  readonly path?: string
  /** What our own origin refuses because the visit is about that, such as `404 /projects/nothing`. */
  readonly refusals?: readonly RegExp[]
  /** The sessions of earlier visits by person, which this one goes on with, or adds to. Without it, it has one of its own. */
  readonly sessions?: Map<string, Cookie>
}

/** Opens a page of the site and signs in as one of the sandbox's people. */
export async function signedIn(
  browser: Browser,
  url: string,
  { person, path = '/', refusals = [], sessions = new Map(), ...options }: Visit,
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options })
  const session = sessions.get(person)
  if (session !== undefined) await context.addCookies([session])
  const visitor = await signedInWith(context, url, { person, path, refusals })
  const kept = (await context.cookies(url)).find(({ name }) => name.endsWith('session'))
  if (kept !== undefined) sessions.set(person, kept)
  return visitor
}

/** The same with a browser's own windows, which it hides and lets sleep; those of other contexts it keeps awake. */
export async function signedInSleepily(url: string, visit: Pick<Visit, 'person' | 'path'>): Promise<Visitor> {
  const port = await reservedPort()
  const browser = await openBrowser({ hasWindows: true, args: [`--remote-debugging-port=${port}`] })
  const own = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
  const [context] = own.contexts()
  if (context === undefined) throw new Error('a browser has no context of its own')
  const visitor = await signedInWith(context, url, visit)
  const leave = async (): Promise<void> => {
    await own.close()
    await browser.close()
  }
  return { ...visitor, leave }
}

/**
 * Waits until the page's scripts have taken over what the server wrote: what a test presses before that is lost, and
 * nobody is as fast. React marks an element, and all that is in it, when it has.
 */
export async function untilAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'))
  })
}

async function signedInWith(
  context: BrowserContext,
  url: string,
  { person, path = '/', refusals = [] }: Pick<Visit, 'person' | 'path' | 'refusals'>,
): Promise<Visitor> {
  const page = await context.newPage()
  tellWhatIsSeenAtFailure(page)
  // What a script catches itself is in no console.
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      // oxlint-disable-next-line no-console -- the page's own console is how the test hears of it
      console.warn(`Content Security Policy: ${violatedDirective} ${blockedURI}`)
    })
  })
  const faults: string[] = []
  const { origin } = new URL(url)
  const isForeign = (address: string): boolean => /^(https?|wss?):/.test(address) && new URL(address).origin !== origin
  page.on('pageerror', (error) => faults.push(`a script failed: ${error.message}`))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
  page.on('response', (response) => {
    const { origin: answering, pathname } = new URL(response.url())
    const refusal = `${response.status()} ${pathname}`
    if (answering !== origin || response.status() < 400 || refusals.some((one) => one.test(refusal))) return
    faults.push(`the site refused: ${refusal}`)
  })
  await page.goto(`${url}${path}`)
  if (new URL(page.url()).origin !== origin) {
    await page.getByRole('button', { name: new RegExp(person) }).click()
    await page.waitForURL(`${url}${path}`)
  }
  await untilAwake(page)
  // Signing in goes over the provider, which is another origin; from here on only signing in again does.
  page.on('request', (request) => {
    if (isForeign(request.url()) && !request.isNavigationRequest()) faults.push(`a request left for ${request.url()}`)
  })
  return {
    page,
    expectGood: async (state) => {
      // Before anything else as well: what is there for a moment, such as that it connects, has to fit too.
      const wideAtFirst = await tooWide(page)
      if (picturesFolder !== null) {
        await mkdir(picturesFolder, { recursive: true })
        await page.screenshot({ path: join(picturesFolder, `${state}.png`), fullPage: true })
      }
      const found = await barriers(page)
      expect([...faults, ...found, ...wideAtFirst, ...(await tooWide(page))]).toEqual([])
    },
    leave: () => context.close(),
  }
}

/**
 * What axe finds, in the page itself: it has no frames, and the package for Playwright opens another page for each look to
 * put together what those found.
 */
async function barriers(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async (tags) => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe } // as its own source has just said
    const found = await inPage.run(document, { runOnly: tags, resultTypes: ['violations'] })
    return found.violations.map(({ id, nodes }) => ({ id, elements: nodes.map(({ html }) => html).join(' | ') }))
  }, levels)
  return violations.map(({ id, elements }) => `${id}: ${elements.slice(0, 600)}`)
}

async function tooWide(page: Page): Promise<readonly string[]> {
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  return width > room ? [`the page is ${width} wide in a window of ${room}`] : []
}
