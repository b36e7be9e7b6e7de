import { findChromium } from './chromium.ts'

type BrowserProject = {
  readonly name: 'browser'
  readonly include: string[]
  readonly provide?: { readonly leftOut: string }
}

/** The suite in a real browser; where there is none, a person's run has one skipped test that says so. */
export async function browserProject(): Promise<BrowserProject> {
  const isThere = (await findChromium(process.env['PATH'] ?? '')) !== null
  if (!isThere && process.env['CI'] !== 'true') {
    const leftOut = 'The suite "browser" was left out: there is no Chromium here. On Debian: apt-get install chromium'
    return { name: 'browser', include: ['testbed/src/vitest/left-out.ts'], provide: { leftOut } }
  }
  return { name: 'browser', include: ['tests/**/*.in-browser.ts'] }
}
