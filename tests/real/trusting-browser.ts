import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { runProgram } from '@operations-manager/testbed/run/run-program.ts'
import { findChromium, findProgram } from '../web/chromium.ts'

/** A real browser of somebody whose machine trusts an authority, and no more than that. */
export type TrustingBrowser = {
  /**
   * What somebody does in a window of their own, where each thing is waited for no longer than `limitMs`. Done once
   * more from the beginning where Chromium itself gave up what was under way.
   */
  visit<Result>(limitMs: number, work: (page: Page) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

const attempts = 3

/** What this machine lacks for one, with what brings it; `null`: nothing. */
export async function missingForBrowser(): Promise<string | null> {
  const path = process.env['PATH'] ?? ''
  if ((await findChromium(path)) === null) return 'there is no Chromium here. On Debian: apt-get install chromium'
  const certutil = await findProgram(path, ['certutil'])
  return certutil === null ? 'certutil is missing. On Debian: apt-get install libnss3-tools' : null
}

/** Starts Chromium in a home of its own, in whose store of certificates an administrator put the authority. */
export async function openTrustingBrowser(authorityFile: string): Promise<TrustingBrowser> {
  const executablePath = await findChromium(process.env['PATH'] ?? '')
  if (executablePath === null) throw new Error('There is no Chromium here.')
  const home = await mkdtemp(join(tmpdir(), 'om-browser-'))
  const store = join(home, '.pki', 'nssdb')
  await mkdir(store, { recursive: true })
  await runProgram('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'])
  await runProgram('certutil', ['-d', `sql:${store}`, '-A', '-n', 'testbed', '-t', 'C,,', '-i', authorityFile])
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', HOME: home }
  // As root Chromium cannot make its sandbox; what it is shown here is ours.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args, env })
  return {
    visit: async (limitMs, work) => {
      for (let attempt = 1; ; attempt += 1) {
        const ended = await visitOnce(browser, limitMs, work)
        if (ended.type === 'done') return ended.result
        if (!ended.isDisturbed || attempt === attempts) throw ended.error
      }
    },
    close: async () => {
      await browser.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

type Ended<Result> =
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'failed'; readonly error: unknown; readonly isDisturbed: boolean }

/**
 * Whenever a network of the machine comes or goes, as those of testbeds do, Chromium drops the requests that are under
 * way, shows a page of its own, and asks once more: for a code that was used by then.
 */
async function visitOnce<Result>(
  browser: Browser,
  limitMs: number,
  work: (page: Page) => Promise<Result>,
): Promise<Ended<Result>> {
  const context = await browser.newContext({ locale: 'en-GB' })
  context.setDefaultTimeout(limitMs)
  const page = await context.newPage()
  let isDisturbed = false
  page.on('requestfailed', (request) => {
    isDisturbed ||= request.failure()?.errorText === 'net::ERR_NETWORK_CHANGED'
  })
  try {
    return { type: 'done', result: await work(page) }
  } catch (cause) {
    const words = (await page.textContent('body').catch(() => null))?.replaceAll(/\s+/g, ' ').slice(0, 500)
    const error = new Error(`it ended at ${page.url()}: ${words ?? 'nothing is shown'}`, { cause })
    return { type: 'failed', error, isDisturbed }
  } finally {
    await context.close()
  }
}
