import type { BrowserContext, Page, Request } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { changed, finished } from '../system/graph.ts'
import { siteAndBrowser } from './site-and-browser.ts'
import { signedIn } from './visitor.ts'

const there = siteAndBrowser()

const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 15_000, interval: 50 })

/** Counts the event streams that the browser has open; those of a closed tab end with it, unsaid. */
function streamsOf(context: BrowserContext): () => number {
  const open = new Map<Request, Page>()
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/streams') open.set(request, request.frame().page())
  })
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  return () => [...open.values()].filter((page) => !page.isClosed()).length
}

const isLive = (page: Page): Promise<void> => page.locator('output[data-state="live"]').waitFor()
const shows = (page: Page, name: string): Promise<void> => page.getByRole('row', { name }).waitFor()
const isNotLive = (page: Page): Promise<void> => page.getByText(/Not live since/).waitFor()

async function create(name: string): Promise<void> {
  const client = await there.site.system.as('alice')
  await finished(client, await changed(client, 'createProject', { name }))
}

test('eight tabs are live over one stream, which outlives its tab and the gateway, and ends with the session', async () => {
  const { page: first } = await signedIn(there.browser, there.site.url, { person: 'Alice' })
  const context = first.context()
  const streams = streamsOf(context)
  await first.reload()
  const others: Page[] = []
  for (let tab = 1; tab < 8; tab += 1) {
    const page = await context.newPage()
    await page.goto(there.site.url)
    others.push(page)
  }
  await Promise.all([first, ...others].map(isLive))
  await until(() => expect(streams()).toBe(1))

  await create('pond')
  await Promise.all([first, ...others].map((page) => shows(page, 'pond')))

  // The first tab is the one that holds it.
  await first.close()
  await create('meadow')
  await Promise.all(others.map((page) => shows(page, 'meadow')))
  await until(() => expect(streams()).toBe(1))

  const gateway = there.site.system.sandbox.program('gateway')
  await gateway.pause()
  await Promise.all(others.map(isNotLive))
  gateway.resume()
  await Promise.all(others.map(isLive))
  await create('grove')
  await Promise.all(others.map((page) => shows(page, 'grove')))

  const [leaving, ...staying] = others
  await leaving?.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/auth/sign-out' })
    document.body.append(form)
    form.submit()
  })
  // Only the sign-in page offers somebody else.
  const asksWho = (page: Page | undefined) => page?.getByRole('button', { name: /Bob/ }).waitFor({ timeout: 5_000 })
  await asksWho(leaving)
  // It may hear of it and load itself again at the very moment at which it is told to.
  const askAgain = async (): Promise<void> => {
    await staying[0]?.reload()
    await asksWho(staying[0])
  }
  await vi.waitFor(askAgain, { timeout: 30_000 })
  await context.close()
})
