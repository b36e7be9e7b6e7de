import type { Browser, Cookie } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { startSite, type Site } from './site.ts'
import { openBrowser, signedIn, type Visit, type Visitor } from './visitor.ts'

type SiteAndBrowser = {
  readonly site: Site
  readonly browser: Browser
  /** Opens a page as Alice, or as somebody else who is named, who goes on with the session of their last visit. */
  readonly visit: (path: string, options?: Partial<Visit>) => Promise<Visitor>
}

/** A site and a browser for the tests of a file; both are there while its tests run. */
export function siteAndBrowser(): SiteAndBrowser {
  let site: Site | undefined
  let browser: Browser | undefined
  const sessions = new Map<string, Cookie>()
  beforeAll(async () => {
    site = await startSite()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.stop()
  })
  const there = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error('asked for outside of a test')
    return thing
  }
  return {
    get site() {
      return there(site)
    },
    get browser() {
      return there(browser)
    },
    visit: (path, options) =>
      signedIn(there(browser), there(site).url, { person: 'Alice', path, sessions, ...options }),
  }
}
