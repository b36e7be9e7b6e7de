import { AxeBuilder } from '@axe-core/playwright'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { findChromium } from './chromium.ts'

/** Somebody with a real browser, and what went wrong in it that a person would not see. */
export type Visitor = {
  readonly page: Page
  /** Fails on a violation of the page's policy, a request to another origin, an error of a script, or of axe. */
  readonly expectGood: (state: string) => Promise<void>
  readonly leave: () => Promise<void>
}

const picturesFolder = process.env['PICTURES'] ?? null

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium(process.env['PATH'] ?? '')
  if (executablePath === null) throw new Error('There is no Chromium here. On Debian: apt-get install chromium')
  // As root Chromium cannot make its sandbox; what it is shown here is ours.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/** Opens a page of the site and signs in as one of the sandbox's people. */
export async function signedIn(
  browser: Browser,
  url: string,
  { person, path = '/', ...options }: BrowserContextOptions & { readonly person: string; readonly path?: string },
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
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
  await page.goto(`${url}${path}`)
  await page.getByRole('button', { name: new RegExp(person) }).click()
  await page.waitForURL(`${url}${path}`)
  // Signing in goes over the provider, which is another origin; from here on nothing does.
  page.on('request', (request) => {
    if (isForeign(request.url())) faults.push(`a request left for ${request.url()}`)
  })
  return {
    page,
    expectGood: async (state) => {
      if (picturesFolder !== null) {
        await mkdir(picturesFolder, { recursive: true })
        await page.screenshot({ path: join(picturesFolder, `${state}.png`), fullPage: true })
      }
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      const found = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .join(' | ')
            .slice(0, 600)}`,
      )
      expect([...faults, ...found]).toEqual([])
    },
    leave: () => context.close(),
  }
}
